// One chart of curves: its axes, zoom and crosshair; what is drawn is up to those who extend it.

import { Chart, paintAxes } from "./chart.js";
import { AXIS_TITLES, configuration } from "./configuration.js";
import { tickText } from "./log-ticks.js";
import { withGaps } from "./off-axis.js";
import { aboveText, axisEnd } from "./outliers.js";
import { colour } from "../shell/tokens.js";

/** @abstract */
export class CurvePlot {
  settings = { smoothing: 0.8, axis: "step", scale: "linear", outliers: "out" };

  /** The stretch of the x axis that was zoomed to; null for all of it. */
  stretch = null;

  /**
   * @param {HTMLCanvasElement} canvas says in data-curve which metric: "loss", "accuracy" or "learning_rate"
   * @param {object[]} datasets of Chart.js; `run` says, where there are several, which one a dataset is of
   * @param {{onCross: (x: number | null) => void, onRange: (range: object) => void}} listeners what moves all charts
   */
  constructor(canvas, datasets, listeners) {
    this.metric = canvas.dataset.curve;
    this.chart = new Chart(canvas, configuration(this.metric, datasets, listeners));
  }

  set(settings) {
    Object.assign(this.settings, settings);
    const { x, y } = this.chart.options.scales;
    x.title.text = AXIS_TITLES[this.settings.axis];
    // An accuracy has no small values to be pulled apart.
    y.type = this.logarithmic ? "logarithmic" : "linear";
    y.ticks.autoSkip = !this.logarithmic; // It takes the numbers to be as far from each other everywhere.
    if (settings.axis) this.resetZoom();
    this.draw();
  }

  get logarithmic() {
    return this.settings.scale === "log" && this.metric === "loss";
  }

  /** The points of a line as this axis takes them. */
  onAxis(points) {
    return this.logarithmic ? withGaps(points) : points;
  }

  /** Draws what the datasets hold now. */
  update() {
    const figure = this.chart.canvas.closest("figure");
    const zeros = this.chart.data.datasets.some(({ hidden, data }) => !hidden && data.some(({ zero }) => zero));
    figure.querySelector("[data-zeros]").hidden = !zeros;
    if (this.metric === "loss") this.#endAxis(figure.querySelector("[data-above]"));
    this.chart.update("none");
  }

  /** Leaves out of the axis, not of the data, what would flatten the rest, and says so. */
  #endAxis(said) {
    const lines = this.#shownLines();
    const values = lines.map(({ points }) => points.map(({ y }) => y));
    const end = this.settings.outliers === "shown" ? null : axisEnd(values, { log: this.logarithmic, begins: this.stretch === null });
    this.chart.options.scales.y.max = end ?? undefined;
    said.hidden = end === null;
    said.textContent = end === null ? "" : `▲ ${aboveText(lines, end, tickText(end))}`;
  }

  /** What is drawn of each run in the stretch that is shown. */
  #shownLines() {
    const { min, max } = this.stretch ?? { min: -Infinity, max: Infinity };
    const shown = this.chart.data.datasets.filter(({ hidden }) => !hidden);
    const points = (name) => shown.filter(({ run }) => run === name).flatMap(({ data }) => data.filter(({ x }) => x >= min && x <= max));
    return [...new Set(shown.map(({ run }) => run))].map((name) => ({ name, points: points(name) }));
  }

  /** What is drawn, for a picture's key. */
  key() {
    const shown = this.chart.data.datasets.filter(({ hidden, data }) => !hidden && data.length > 0);
    return shown.map(({ label, borderColor, borderDash }) => ({ label, colour: borderColor, dash: borderDash ?? [] }));
  }

  cross(x) {
    this.chart.inklingCross = x;
    this.chart.draw();
  }

  /** Shows the stretch that this curve or another one was zoomed to. */
  showRange({ min, max }) {
    this.stretch = { min, max };
    const { x } = this.chart.scales;
    // The chart that was zoomed shows it already; telling it again would have it tell us again.
    if (x.min !== min || x.max !== max) this.chart.zoomScale("x", { min, max }, "none");
  }

  resetZoom() {
    this.stretch = null;
    this.chart.resetZoom("none");
  }

  /** An axis without data would count from -1 to 1. */
  showTicks(measured) {
    for (const scale of Object.values(this.chart.options.scales)) scale.ticks.display = measured;
  }

  /** Takes the axes' colours from the style sheet: at first, and after a change of theme. */
  paintAxes() {
    paintAxes(this.chart);
    this.chart.options.plugins.zoom.zoom.drag.backgroundColor = colour("--chart-train-pale");
    this.chart.inklingCrossColour = colour("--chart-cross");
  }
}
