// One chart of a run: training step by step and epoch by epoch, validation epoch by epoch, the best epoch marked.
// Chart.js and its zoom plugin are classic scripts, loaded before this module.

import { AXIS_TITLES, configuration } from "./curve-configuration.js";
import { decimate, nearest } from "./series.js";
import { smooth } from "./smoothing.js";
import { colour } from "./tokens.js";

const { Chart } = window;
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
const RAW = 0;
const SMOOTHED = 1;
const TRAIN = 2;
const VALID = 3;
const BEST = 4;

export class Curve {
  #metric;
  #settings = { smoothing: 0.8, axis: "step", scale: "linear" };
  #series;

  /**
   * @param {HTMLCanvasElement} canvas says in data-curve which metric: "loss" or "accuracy"
   * @param {import("./series.js").Series} series
   * @param {{onCross: (x: number | null) => void, onRange: (range: object) => void}} listeners what moves both charts
   */
  constructor(canvas, series, listeners) {
    this.#metric = canvas.dataset.curve;
    this.#series = series;
    this.chart = new Chart(canvas, configuration(this.#metric, listeners));
    this.paint();
  }

  set(settings) {
    Object.assign(this.#settings, settings);
    const { x, y } = this.chart.options.scales;
    x.title.text = AXIS_TITLES[this.#settings.axis];
    // An accuracy has no small values to be pulled apart.
    y.type = this.#settings.scale === "log" && this.#metric === "loss" ? "logarithmic" : "linear";
    if (settings.axis) this.resetZoom();
    this.draw();
  }

  /** Draws what the series holds now. */
  draw() {
    const { axis, smoothing } = this.#settings;
    const raw = this.#series.stepPoints(this.#metric, axis);
    const smoothed = smooth(raw.map((point) => point.y), smoothing);
    const best = this.#series.best;
    const data = this.chart.data.datasets;
    data[RAW].data = decimate(raw);
    data[SMOOTHED].data = decimate(raw.map((point, i) => ({ ...point, y: smoothed[i] })));
    data[TRAIN].data = this.#series.epochPoints(`train_${this.#metric}`, axis);
    data[VALID].data = this.#series.epochPoints(`valid_${this.#metric}`, axis);
    data[BEST].data = data[VALID].data.filter((point) => point.epoch === best?.epoch);
    this.chart.update("none");
  }

  /** The values at x, or the latest ones if x is null. */
  valuesAt(x) {
    const data = this.chart.data.datasets;
    const at = (points) => points[x === null ? points.length - 1 : nearest(points, x)] ?? null;
    return { steps: at(data[SMOOTHED].data), train: at(data[TRAIN].data), valid: at(data[VALID].data) };
  }

  cross(x) {
    this.chart.inklingCross = x;
    this.chart.draw();
  }

  /** Shows the stretch that another curve was zoomed to. */
  showRange({ min, max }) {
    const { x } = this.chart.scales;
    // The chart that was zoomed shows it already; telling it again would have it tell us again.
    if (x.min !== min || x.max !== max) this.chart.zoomScale("x", { min, max }, "none");
  }

  resetZoom() {
    this.chart.resetZoom("none");
  }

  /** Takes the colours from the style sheet: at first, and after a change of theme. */
  paint() {
    const [train, pale, valid, best] = ["train", "train-pale", "valid", "best"].map((n) => colour(`--chart-${n}`));
    const surface = colour("--surface");
    const data = this.chart.data.datasets;
    const paints = [
      [RAW, pale, pale],
      [SMOOTHED, train, train],
      [TRAIN, train, surface],
      [VALID, valid, valid],
      [BEST, best, "transparent"],
    ];
    for (const [index, line, point] of paints) {
      Object.assign(data[index], { borderColor: line, pointBorderColor: line, pointBackgroundColor: point });
    }
    for (const scale of Object.values(this.chart.options.scales)) {
      scale.grid.color = colour("--chart-grid");
      scale.ticks.color = scale.title.color = colour("--text-faint");
    }
    this.chart.options.plugins.zoom.zoom.drag.backgroundColor = pale;
    this.chart.inklingCrossColour = colour("--chart-cross");
    this.chart.update();
  }
}
