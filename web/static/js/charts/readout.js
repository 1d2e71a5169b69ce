// The values under the crosshair, in the legend of each chart and beside the tools.

import { count, duration, loss, percent, rate } from "../shell/format.js";

const WRITTEN = { loss, accuracy: percent, learning_rate: rate };

/** Writes a curve's values into the outputs of its figure. */
export function showValues(figure, values) {
  figure.querySelector("[data-empty]").hidden = Object.values(values).some((point) => point !== null);
  const write = WRITTEN[figure.dataset.metric];
  for (const output of figure.querySelectorAll("output[data-value]")) {
    const point = values[output.dataset.value];
    output.textContent = point ? write(point.y) : "–";
  }
}

/** @returns {string} such as "at step 1,688", or "latest" without a place */
export function placeName(x, axis) {
  if (x === null) return "latest values";
  if (axis === "time") return `at ${duration(x)}`;
  return axis === "epoch" ? `at epoch ${x.toFixed(2)}` : `at step ${count(Math.round(x))}`;
}
