// Has marked parts of a page follow the scrubber and their own switches: the page is fetched as it is for another epoch,
// and its parts with data-follow take the place of these. The server alone writes HTML.

const KEPT = 60; // pages kept, so that going back and forth costs nothing
const AHEAD = 21; // epochs
const AGAIN = 600; // milliseconds
const LATER = 3000; // where the server did not answer
const pages = new Map();
let wanted = 0;

function ask(url) {
  if (!pages.has(url)) {
    if (pages.size >= KEPT) pages.delete(pages.keys().next().value);
    const page = load(url);
    pages.set(url, page);
    page.catch(() => pages.delete(url));
  }
  return pages.get(url);
}

async function load(url) {
  const response = await fetch(url, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!response.ok) throw new Error(page.querySelector(".error-page .soft")?.textContent ?? "The server could not answer.");
  await Promise.all(pictures(page).map(decoded));
  return page;
}

/** The pictures' addresses, each once: they are there before they are shown, so that nothing flickers. */
function pictures(page) {
  const parts = [...page.querySelectorAll("[data-follow] image, [data-follow] img")];
  return [...new Set(parts.map((each) => each.getAttribute("href") ?? each.getAttribute("src")))];
}

function decoded(address) {
  const picture = new Image();
  picture.src = address;
  return picture.decode().catch(() => {});
}

/** A part that is not finished is asked for again, until it is. */
function again(delay = AGAIN) {
  const part = document.querySelector("[data-follow] [data-follow-again]");
  if (!part) return;
  const { url } = part.dataset;
  pages.delete(url);
  setTimeout(() => {
    if (part.isConnected) go(url).catch(() => again(LATER));
  }, delay);
}

function show(page) {
  for (const part of document.querySelectorAll("[data-follow]")) {
    const next = page.getElementById(part.id)?.cloneNode(true);
    if (!next) continue;
    for (const open of part.querySelectorAll("details[open]")) {
      next.querySelector(`#${open.id}`)?.setAttribute("open", "");
    }
    const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
    part.replaceWith(document.adoptNode(next));
    if (focused) document.getElementById(focused)?.focus();
  }
  again();
}

async function go(url) {
  const turn = ++wanted;
  const page = await ask(url);
  if (turn === wanted) show(page);
}

function at(epoch) {
  const query = new URLSearchParams(location.search);
  query.set("epoch", epoch);
  return `${location.pathname}?${query}`;
}

document.addEventListener("inkling:epoch", ({ detail }) => {
  const shown = go(at(detail.epoch));
  detail.waitFor(shown);
  // One after the other: a neighbour must not keep the epoch that is looked at waiting.
  shown.then(() => detail.neighbours.forEach((epoch) => ask(at(epoch)).catch(() => {}))).catch(() => {});
});

/** Whoever reaches for the scrubber is about to go through the epochs: they are fetched one after the other. */
async function fetchAhead({ currentTarget }) {
  for (const epoch of currentTarget.dataset.epochs.split(",").slice(0, AHEAD)) {
    await ask(at(epoch)).catch(() => {});
  }
}

for (const scrubber of document.querySelectorAll("[data-scrubber]")) {
  scrubber.addEventListener("pointerenter", fetchAhead, { once: true });
  scrubber.addEventListener("focusin", fetchAhead, { once: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-follow-link]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const url = link.pathname + link.search;
  history.replaceState(history.state, "", url);
  go(url).catch(() => location.assign(url));
});

again();
