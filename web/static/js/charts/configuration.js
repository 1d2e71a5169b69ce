// How a chart of curves is set up for Chart.js: its axes, and what the pointer does.

import { Chart } from "./chart.js";
import { crosshair } from "./crosshair.js";
import { logTicks, tickText } from "./log-ticks.js";
import { magnification } from "../shell/fullscreen.js";
import { offAxisMarks } from "./off-axis.js";
import { spanMark } from "./span.js";

const LABEL = 2; // heights of a letter along an upright axis that a number takes, with the room around it

/** What each x axis is called. */
export const AXIS_TITLES = { step: "step", epoch: "epoch", time: "seconds of training" };

/** What a line and its dots look like where nothing else is said. */
export const LINE = { data: [], pointRadius: 0, borderWidth: 1, fill: false };
export const DOTS = { ...LINE, pointRadius: 3.5, clip: 12 };

/**
 * @param {string} metric "loss", "accuracy" or "learning_rate"
 * @param {object[]} datasets what has the lower order is drawn over the rest
 * @param {{onCross: (x: number | null) => void, onRange: (range: object) => void}} listeners told where the pointer is,
 *     and which stretch was zoomed to
 */
export function configuration(metric, datasets, { onCross, onRange }) {
  const zoomed = ({ chart }) => onRange({ min: chart.scales.x.min, max: chart.scales.x.max });
  const scale = () => ({ grid: {}, border: { display: false }, ticks: { maxTicksLimit: 8, includeBounds: false }, title: { display: false } });
  const percent = { ...scale(), type: "linear", max: 1 };
  percent.ticks.callback = (value) => `${tickText(100 * value)}\u2009%`;
  const loss = { ...scale(), type: "linear" };
  loss.ticks.callback = function (...tick) {
    return this.type === "logarithmic" ? tickText(tick[0]) : Chart.Ticks.formatters.numeric.apply(this, tick);
  };
  const y = metric === "accuracy" ? percent : loss;
  y.afterBuildTicks = spread;
  const x = { ...scale(), type: "linear", bounds: "data", suggestedMin: 0, title: { display: true, text: AXIS_TITLES.step } };
  x.afterBuildTicks = round;
  Object.assign(x.ticks, { maxRotation: 0, autoSkipPadding: 12 });
  return {
    type: "line",
    data: { datasets },
    options: {
      parsing: false,
      normalized: true,
      layout: { padding: () => ({ top: 10 * magnification() }) }, // of the marks above the axis
      events: ["mousemove", "mouseout", "click", "touchstart", "touchmove"],
      interaction: { mode: null },
      scales: { x, y },
      plugins: {
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
    plugins: [crosshair(onCross), offAxisMarks, spanMark],
  };
}

/** A logarithmic axis has ticks of its own; Chart.js would have their numbers stand on each other. */
function spread(scale) {
  if (scale.type !== "logarithmic") return;
  scale.ticks = logTicks(scale.min, scale.max, scale.height / (LABEL * Chart.defaults.font.size)).map((value) => ({ value }));
}

/**
 * Puts the ticks at round numbers. Of an axis that ends with the data, Chart.js counts from its start, has a tick at its
 * end, whose number may stand on the one before it, and where a step is large may leave out the last round one.
 */
function round(scale) {
  const { ticks, min, max } = scale;
  if (ticks.length < 3) return;
  const step = ticks[1].value - ticks[0].value;
  const [first, last] = [Math.ceil(min / step), Math.floor(max / step)];
  scale.ticks = Array.from({ length: last - first + 1 }, (_, i) => ({ value: (first + i) * step }));
}
