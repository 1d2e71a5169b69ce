// Colours from worst to best, in even steps.

import { colour } from "../shell/tokens.js";

const STOPS = 5;
const STEPS = 40;

let steps = [];

/** Works the scale out anew: at first, and after a change of theme. */
export function paintScale() {
  steps = Array.from({ length: STEPS + 1 }, (_, i) => mixed((i / STEPS) * (STOPS - 1)));
}

function mixed(at) {
  const low = Math.min(STOPS - 2, Math.floor(at));
  const probe = document.createElement("span");
  probe.style.color = `color-mix(in oklab, var(--scale-${low + 1}) ${100 * (at - low)}%, var(--scale-${low}))`;
  probe.hidden = true;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** @returns {number | null} how good a run's value is among those of all, by rank, 0 to 1: for a setting, how large */
export function goodness(axis, run) {
  const value = axis.value(run);
  if (value === null) return null;
  const high = axis.kind === "metric" ? rank(axis.values, value) : axis.place(value);
  return axis.better === "lower" ? 1 - high : high;
}

/** A bad run takes one step of the scale, not most of it. */
function rank(values, value) {
  return values.length === 1 ? 0.5 : values.indexOf(value) / (values.length - 1);
}

/** @returns {string} the colour of a run by an axis */
export function shade(axis, run) {
  const good = axis ? goodness(axis, run) : null;
  return good === null ? colour("--text-faint") : steps[Math.round(Math.max(0, Math.min(1, good)) * STEPS)];
}

/** Draws the scale with its two ends in words. */
export function drawLegend(root, axis) {
  const canvas = root.querySelector("[data-legend]");
  const context = canvas.getContext("2d");
  const width = canvas.width / (STEPS + 1);
  steps.forEach((step, i) => {
    context.fillStyle = step;
    context.fillRect(i * width, 0, width + 1, canvas.height);
  });
  const values = axis?.values ?? [];
  const ends = axis?.better === "lower" ? [values.at(-1), values[0]] : [values[0], values.at(-1)];
  root.querySelector("[data-legend-worst]").textContent = values.length ? axis.write(ends[0]) : "";
  root.querySelector("[data-legend-best]").textContent = values.length ? axis.write(ends[1]) + (axis.better ? " best" : "") : "";
  root.querySelector("[data-legend-rank]").hidden = axis?.kind !== "metric";
}
