// Has the server write a part of the page anew, as the part's own attributes say. While htmx replaces an element, another
// request of the same element is lost; here it is made afterwards. What the server could not be asked for is asked for
// again when it is back.

import { stream } from "./stream.js";

const going = new Map(); // what is being written, by selector: from where, and whether to go again
const failed = new Map(); // from where, by selector

/**
 * @param {string} selector of a part with hx-get
 * @param {string} [address] where it is now, if that is another one
 * @returns {Promise<void>} settled when the part is as new as this call
 */
export function refresh(selector, address) {
  const work = going.get(selector) ?? {};
  Object.assign(work, { again: true, address });
  if (!going.has(selector)) {
    going.set(selector, work);
    work.done = write(selector, work);
  }
  return work.done;
}

async function write(selector, work) {
  failed.delete(selector);
  while (work.again) {
    work.again = false;
    const part = document.querySelector(selector);
    const address = work.address ?? part?.getAttribute("hx-get");
    if (address) await window.htmx.ajax("GET", address, { source: part }).catch(() => failed.set(selector, work.address));
  }
  going.delete(selector);
}

stream.on("connection", ({ lost }) => {
  if (lost) return;
  // A request that went out on a dead connection would wait for its answer for minutes.
  for (const selector of going.keys()) document.querySelector(selector)?.dispatchEvent(new CustomEvent("htmx:abort", { bubbles: true }));
  for (const [selector, address] of failed) refresh(selector, address);
});
