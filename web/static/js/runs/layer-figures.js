// What each layer of a form makes of the images, or what is wrong with it, as the server says.

import { count } from "../shell/format.js";

/**
 * @param {{layers: object[], parameters: number, multiply_adds: number, wrong: {position: number, reason: string} | null}} network
 * @param {HTMLCollection} rows one a layer that is typed
 * @param {HTMLElement} sum where the whole is said
 */
export function showFigures({ layers, parameters, multiply_adds: adds, wrong }, rows, sum) {
  [...rows].forEach((row, i) => {
    const place = layers.findIndex(({ position }) => position === i);
    const set = (name, text) => (row.querySelector(`[data-${name}]`).textContent = place < 0 ? "" : text(layers[place]));
    set("shape", ({ shape }) => `→ ${shape}`);
    set("parameters", (its) => (its.parameters ? `${count(its.parameters)} parameters` : ""));
    set("adds", (its) => (its.multiply_adds ? `${count(its.multiply_adds)} multiply-adds` : ""));
    const within = row.querySelector("[data-within]");
    within.replaceChildren(...inBlock(layers, place).map(item));
    within.hidden = within.children.length === 0;
    const error = row.querySelector("[data-wrong]");
    error.hidden = wrong?.position !== i;
    error.textContent = error.hidden ? "" : wrong.reason;
  });
  const output = layers.at(-1);
  sum.textContent = wrong
    ? rows[wrong.position] ? "" : wrong.reason
    : `Output: ${output.layer} → ${output.shape}. In all ${count(parameters)} parameters and ${count(adds)} multiply-adds an image.`;
}

/** The layers within the block at a place, which follow it; none of another layer, or of none. */
function inBlock(layers, place) {
  const after = place < 0 ? [] : layers.slice(place + 1);
  const end = after.findIndex(({ depth }) => depth === 0);
  return end < 0 ? after : after.slice(0, end);
}

function item({ layer, shape, parameters, shortcut }) {
  const li = document.createElement("li");
  li.textContent = `${shortcut ? "shortcut: " : ""}${layer} → ${shape}${parameters ? `, ${count(parameters)} parameters` : ""}`;
  return li;
}
