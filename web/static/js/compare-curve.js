// One chart of several runs: a line each, or a mean with a band for the seeds of one setting.

import { DOTS, LINE } from "./curve-configuration.js";
import { CurvePlot } from "./curve-plot.js";
import { band } from "./seed-band.js";
import { decimate, nearest } from "./series.js";
import { smooth } from "./smoothing.js";
import { colour, dash, pale } from "./tokens.js";

const [LOW, HIGH, RAW, MAIN] = [0, 1, 2, 3];
const EACH = 4; // datasets a line
const MOST_POINTS = 1500; // a line
const FEW = 3; // lines beside which the unsmoothed steps do not hide anything

const datasets = (line, dots) => [
  { ...LINE, label: `${line.name}, low`, borderWidth: 0, fill: "+1", order: 3 },
  { ...LINE, label: `${line.name}, high`, borderWidth: 0, order: 3 },
  { ...LINE, label: `${line.name}, each step`, order: 2 },
  { ...(dots ? DOTS : LINE), label: line.name, pointRadius: dots ? 2.5 : 0, borderWidth: 2, order: 1 },
];

export class RunsCurve extends CurvePlot {
  #lines;
  #kind;
  #band;

  /**
   * @param {HTMLCanvasElement} canvas says in data-kind whether "train" (step by step) or "valid" (epoch by epoch)
   * @param {{name: string, colour: number, dash: number, members: import("./series.js").Series[], hidden: boolean,
   *     strong: boolean}[]} lines what they hold may change between two draws
   * @param {"range" | "deviation"} bandKind
   */
  constructor(canvas, lines, bandKind, listeners) {
    const kind = canvas.dataset.kind;
    super(canvas, lines.flatMap((line) => datasets(line, kind === "valid")), listeners);
    this.#lines = lines;
    this.#kind = kind;
    this.#band = bandKind;
    this.paint();
  }

  /** Draws what the lines hold now. */
  draw() {
    this.#lines.forEach((line, i) => {
      const data = this.chart.data.datasets.slice(EACH * i, EACH * (i + 1));
      const curves = line.members.map((series) => this.#points(series));
      const smoothed = this.#kind === "train" ? curves.map((curve) => this.#smooth(curve)) : curves;
      data[RAW].data = this.#kind === "train" && curves.length === 1 ? decimate(curves[0], MOST_POINTS) : [];
      if (curves.length === 1) {
        data[MAIN].data = decimate(smoothed[0], MOST_POINTS);
        return;
      }
      const joined = band(smoothed, this.#band);
      // All three at the same places, so that the band closes around its line.
      const stride = Math.ceil(joined.mean.length / MOST_POINTS);
      const thinned = (points) => points.filter((_, at) => at % stride === 0 || at === points.length - 1);
      data[MAIN].data = thinned(joined.mean);
      data[LOW].data = thinned(joined.low);
      data[HIGH].data = thinned(joined.high);
    });
    this.paint();
  }

  #points(series) {
    const { axis } = this.settings;
    return this.#kind === "train" ? series.stepPoints(this.metric, axis) : series.epochPoints(`valid_${this.metric}`, axis);
  }

  #smooth(curve) {
    const values = smooth(curve.map((point) => point.y), this.settings.smoothing);
    return curve.map((point, i) => ({ ...point, y: values[i] }));
  }

  /** Each line's value at x, or its latest one if x is null; null where it has none there. */
  valuesAt(x) {
    return this.#lines.map((_, i) => {
      const points = this.chart.data.datasets[EACH * i + MAIN].data;
      const last = points.at(-1);
      if (x === null || !last) return last?.y ?? null;
      // A run that has ended before x has no value there; the next point of one that goes on is a gap away at most.
      const gap = points.length > 1 ? last.x - points.at(-2).x : 0;
      return x > last.x + gap ? null : points[nearest(points, x)].y;
    });
  }

  /** Takes the colours from the style sheet, and shows which lines are hidden or stand out. */
  paint() {
    const visible = this.#lines.filter((line) => !line.hidden).length;
    const strong = this.#lines.some((line) => line.strong && !line.hidden);
    this.#lines.forEach((line, i) => {
      const own = colour(`--run-${line.colour}`);
      const shade = strong && !line.strong ? pale(own) : own;
      const raw = line.strong || (visible <= FEW && !strong);
      const data = this.chart.data.datasets.slice(EACH * i, EACH * (i + 1));
      data.forEach((dataset) => (dataset.hidden = line.hidden));
      data[RAW].hidden = line.hidden || !raw;
      data[LOW].backgroundColor = strong && !line.strong ? "transparent" : pale(own);
      data[RAW].borderColor = pale(own);
      Object.assign(data[MAIN], {
        borderColor: shade,
        borderDash: dash(`--dash-${line.dash}`),
        borderWidth: line.strong ? 3 : 2,
        pointBorderColor: shade,
        pointBackgroundColor: shade,
      });
    });
    this.paintAxes();
    this.chart.update("none");
  }
}
