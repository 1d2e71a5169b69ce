// The charts of a run: training step by step and epoch by epoch, validation epoch by epoch, the best epoch marked.

import { DOTS, LINE } from "../charts/configuration.js";
import { CurvePlot } from "../charts/plot.js";
import { decimate, nearest } from "../charts/series.js";
import { smooth } from "../charts/smoothing.js";
import { colour } from "../shell/tokens.js";

const RAW = 0;
const SMOOTHED = 1;
const TRAIN = 2;
const VALID = 3;
const BEST = 4;
const datasets = () => [
  { ...LINE, label: "Training, each step", order: 5 },
  { ...LINE, label: "Training, smoothed", borderWidth: 1.75, order: 4 },
  { ...DOTS, label: "Training, mean of the epoch", borderDash: [3, 3], pointBorderWidth: 1.5, order: 3 },
  { ...DOTS, label: "Validation", borderWidth: 2, order: 2 },
  { ...DOTS, label: "Best epoch", pointRadius: 8, pointBorderWidth: 1.75, showLine: false, order: 1 },
];

export class Curve extends CurvePlot {
  #series;
  #lines = { steps: [], train: [], valid: [] };

  /** @param {import("../charts/series.js").Series} series */
  constructor(canvas, series, listeners) {
    super(canvas, datasets(), listeners);
    this.#series = series;
    this.paint();
  }

  /** Draws what the series holds now. */
  draw() {
    const { axis, smoothing } = this.settings;
    const raw = this.#series.stepPoints(this.metric, axis);
    const smoothed = smooth(raw.map((point) => point.y), smoothing);
    const steps = decimate(raw.map((point, i) => ({ ...point, y: smoothed[i] })));
    const [train, valid] = ["train", "valid"].map((split) => this.#series.epochPoints(`${split}_${this.metric}`, axis));
    this.#lines = { steps, train, valid };
    const best = valid.filter((point) => point.at === this.#series.best?.epoch);
    [decimate(raw), steps, train, valid, best].forEach((points, i) => (this.chart.data.datasets[i].data = this.onAxis(points)));
    const ring = this.chart.data.datasets[BEST];
    ring.data = ring.data.filter(({ zero }) => !zero); // Its validation has the mark.
    this.showTicks([steps, train, valid].some((points) => points.length > 0));
    this.#markCourse();
    this.update();
  }

  /** Shades from where the server says that the network overfits, or gets no further. */
  #markCourse() {
    const { afterEpoch, mark } = document.querySelector("[data-course]")?.dataset ?? {};
    const epoch = this.#series.epochs.find((each) => each.epoch === Number(afterEpoch));
    const x = epoch && this.#series.epochX(epoch, this.settings.axis);
    this.chart.inklingSpan = mark && epoch ? { x, text: this.metric === "loss" ? mark : "", fill: colour("--chart-grid"), ink: colour("--text-soft") } : null;
  }

  /** The values at x, or the latest ones if x is null. */
  valuesAt(x) {
    const at = (points) => points[x === null ? points.length - 1 : nearest(points, x)] ?? null;
    return Object.fromEntries(Object.entries(this.#lines).map(([name, points]) => [name, at(points)]));
  }

  /** Takes the colours from the style sheet. */
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
    this.paintAxes();
    this.chart.update();
  }
}

/** The learning rate of a run, step by step. */
export class RateCurve extends CurvePlot {
  #series;
  #steps = [];

  /** @param {import("../charts/series.js").Series} series */
  constructor(canvas, series, listeners) {
    super(canvas, [{ ...LINE, label: "Learning rate", borderWidth: 1.75 }], listeners);
    this.#series = series;
    this.chart.options.scales.y.beginAtZero = true;
    this.paint();
  }

  /** Draws what the series holds now. */
  draw() {
    this.#steps = this.#series.stepPoints(this.metric, this.settings.axis);
    this.chart.data.datasets[0].data = decimate(this.#steps);
    this.showTicks(this.#steps.length > 0);
    this.update();
  }

  /** The value at x, or the latest one if x is null. */
  valuesAt(x) {
    return { steps: this.#steps[x === null ? this.#steps.length - 1 : nearest(this.#steps, x)] ?? null };
  }

  /** Takes the colours from the style sheet. */
  paint() {
    this.chart.data.datasets[0].borderColor = colour("--chart-train");
    this.paintAxes();
    this.chart.update();
  }
}
