// Pages as the server writes them for the parts that are live, with their pictures there before they are shown, so that
// nothing flickers.

import { localise } from "../shell/times.js";

const KEPT = 60; // pages kept, so that going back and forth costs nothing
const pages = new Map();
let connection = new AbortController();

/** @returns {Promise<Document>} a page, from what is kept if it was asked for before */
export function ask(url) {
  if (!pages.has(url)) {
    if (pages.size >= KEPT) pages.delete(pages.keys().next().value);
    const page = load(url);
    pages.set(url, page);
    page.catch(() => pages.delete(url));
  }
  return pages.get(url);
}

/** @returns {Promise<Document>} the page as it is now; with fields, the one that sending them leads to */
export async function load(url, fields) {
  const sent = fields && { method: "POST", body: fields };
  const response = await fetch(url, { ...sent, headers: { Accept: "text/html" }, signal: connection.signal });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!response.ok) {
    const reason = page.querySelector(".error-page .soft")?.textContent ?? "The server could not answer.";
    throw Object.assign(new Error(reason), { status: response.status });
  }
  localise(page);
  await Promise.all(pictures(page).map(decoded));
  return page;
}

/** The pictures' addresses, each once. */
function pictures(page) {
  const parts = [...page.querySelectorAll("[data-live] :is(image, img:not([loading]))")];
  return [...new Set(parts.map((each) => each.getAttribute("href") ?? each.getAttribute("src")).filter(Boolean))];
}

function decoded(address) {
  const picture = new Image();
  picture.src = address;
  return picture.decode().catch(() => {});
}

/** Forgets a page, or all of them. */
export function forget(url) {
  if (url) pages.delete(url);
  else pages.clear();
}

/** Gives up what was asked for on a connection that has died: its answer would be waited for for minutes. */
export function giveUp() {
  connection.abort();
  connection = new AbortController();
}
