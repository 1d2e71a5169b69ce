// How a run's chart is set up for Chart.js: what is drawn, and what the pointer does.

import { crosshair } from "./crosshair.js";

/** What each x axis is called. */
export const AXIS_TITLES = { step: "step", epoch: "epoch", time: "seconds of training" };

/**
 * @param {string} metric "loss" or "accuracy"
 * @param {{onCross: (x: number | null) => void, onRange: (range: object) => void}} listeners told where the pointer is,
 *     and which stretch was zoomed to
 */
export function configuration(metric, { onCross, onRange }) {
  const line = { data: [], pointRadius: 0, borderWidth: 1, fill: false };
  const dots = { ...line, pointRadius: 3.5, clip: 12 };
  const zoomed = ({ chart }) => onRange({ min: chart.scales.x.min, max: chart.scales.x.max });
  const scale = () => ({ grid: {}, border: { display: false }, ticks: { maxTicksLimit: 8, includeBounds: false }, title: { display: false } });
  const percent = { ...scale(), type: "linear", max: 1 };
  percent.ticks.callback = (value) => `${Math.round(value * 1000) / 10}\u2009%`;
  const y = metric === "accuracy" ? percent : { ...scale(), type: "linear" };
  const x = { ...scale(), type: "linear", bounds: "data", suggestedMin: 0, title: { display: true, text: AXIS_TITLES.step } };
  return {
    type: "line",
    data: {
      // What has the lower order is drawn over the rest.
      datasets: [
        { ...line, label: "Training, each step", order: 5 },
        { ...line, label: "Training, smoothed", borderWidth: 1.75, order: 4 },
        { ...dots, label: "Training, mean of the epoch", borderDash: [3, 3], pointBorderWidth: 1.5, order: 3 },
        { ...dots, label: "Validation", borderWidth: 2, order: 2 },
        { ...dots, label: "Best epoch", pointRadius: 8, pointBorderWidth: 1.75, showLine: false, order: 1 },
      ],
    },
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
