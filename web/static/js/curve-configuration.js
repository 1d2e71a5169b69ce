// How a chart of curves is set up for Chart.js: its axes, and what the pointer does.

import { crosshair } from "./crosshair.js";

/** What each x axis is called. */
export const AXIS_TITLES = { step: "step", epoch: "epoch", time: "seconds of training" };

/** What a line and its dots look like where nothing else is said. */
export const LINE = { data: [], pointRadius: 0, borderWidth: 1, fill: false };
export const DOTS = { ...LINE, pointRadius: 3.5, clip: 12 };

/**
 * @param {string} metric "loss" or "accuracy"
 * @param {object[]} datasets what has the lower order is drawn over the rest
 * @param {{onCross: (x: number | null) => void, onRange: (range: object) => void}} listeners told where the pointer is,
 *     and which stretch was zoomed to
 */
export function configuration(metric, datasets, { onCross, onRange }) {
  const zoomed = ({ chart }) => onRange({ min: chart.scales.x.min, max: chart.scales.x.max });
  const scale = () => ({ grid: {}, border: { display: false }, ticks: { maxTicksLimit: 8, includeBounds: false }, title: { display: false } });
  const percent = { ...scale(), type: "linear", max: 1 };
  percent.ticks.callback = (value) => `${Math.round(value * 1000) / 10}\u2009%`;
  const y = metric === "accuracy" ? percent : { ...scale(), type: "linear" };
  const x = { ...scale(), type: "linear", bounds: "data", suggestedMin: 0, title: { display: true, text: AXIS_TITLES.step } };
  x.afterBuildTicks = withoutCrowdedEnd;
  return {
    type: "line",
    data: { datasets },
    options: {
      animation: false,
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      events: ["mousemove", "mouseout", "click", "touchstart", "touchmove"],
      interaction: { mode: null },
      scales: { x, y },
      plugins: {
        colors: { enabled: false },
        legend: { display: false },
        tooltip: { enabled: false },
        zoom: {
          zoom: {
            mode: "x",
            drag: { enabled: true, threshold: 8 },
            wheel: { enabled: true, modifierKey: "ctrl" },
            pinch: { enabled: true },
            onZoom: zoomed,
          },
        },
      },
    },
    plugins: [crosshair(onCross)],
  };
}

/** The axis ends with the data and has a tick there; unless it is as far off as the others, its number stands on theirs. */
function withoutCrowdedEnd({ ticks }) {
  const [before, last, end] = ticks.slice(-3).map(({ value }) => value);
  if (end - last < 0.99 * (last - before)) ticks.pop();
}
