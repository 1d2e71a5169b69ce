// One chart of several runs: a line each, or a mean with a band for the seeds of one setting.

import { DOTS, LINE } from "../charts/configuration.js";
import { CurvePlot } from "../charts/plot.js";
import { band, thin } from "./seed-band.js";
import { decimate, nearest, within } from "../charts/series.js";
import { smooth } from "../charts/smoothing.js";
import { colour, dash, pale } from "../shell/tokens.js";

const [LOW, HIGH, RAW, MAIN] = [0, 1, 2, 3];
const EACH = 4; // datasets a line
const MOST_POINTS = 800; // a line, of the stretch that is shown: two a pixel
const FEW = 3; // lines beside which the unsmoothed steps do not hide anything

// A function, since Chart.js keeps the colours that points had when there were none yet.
const own = ({ dataset }) => dataset.borderColor;

const datasets = (line, dots) => [
  { ...LINE, run: line.name, label: `${line.name}, low`, borderWidth: 0, fill: "+1", order: 3 },
  { ...LINE, run: line.name, label: `${line.name}, high`, borderWidth: 0, order: 3 },
  { ...LINE, run: line.name, label: `${line.name}, each step`, order: 2 },
  { ...(dots ? DOTS : LINE), run: line.name, label: line.name, pointRadius: dots ? 2.5 : 0, pointBackgroundColor: own, pointBorderColor: own, order: 1 },
];

export class RunsCurve extends CurvePlot {
  #lines;
  #kind;
  #band;
  #whole = []; // each line's points, not thinned

  /**
   * @param {HTMLCanvasElement} canvas says in data-kind whether "train" (step by step) or "valid" (epoch by epoch)
   * @param {{name: string, colour: number, dash: number, members: import("../charts/series.js").Series[], hidden: boolean,
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
    const { stretch } = this;
    this.#whole = this.#lines.map((line, i) => {
      const data = this.chart.data.datasets.slice(EACH * i, EACH * (i + 1));
      const curves = line.members.map((series) => this.#points(series));
      const smoothed = this.#kind === "train" ? curves.map((curve) => this.#smooth(curve)) : curves;
      if (curves.length === 1) {
        data[RAW].data = this.#kind === "train" ? this.onAxis(decimate(within(curves[0], stretch), MOST_POINTS)) : [];
        data[MAIN].data = this.onAxis(decimate(within(smoothed[0], stretch), MOST_POINTS));
        return smoothed[0];
      }
      const joined = band(smoothed, this.#band);
      for (const [index, points] of [[MAIN, joined.mean], [LOW, joined.low], [HIGH, joined.high]]) {
        data[index].data = this.onAxis(thin(within(points, stretch), MOST_POINTS));
      }
      return joined.mean;
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
    return this.#whole.map((points) => {
      const last = points.at(-1);
      if (x === null || !last) return last?.y ?? null;
      // A run that has ended before x has no value there; the next point of one that goes on is a gap away at most.
      const gap = points.length > 1 ? last.x - points.at(-2).x : 0;
      return x > last.x + gap ? null : points[nearest(points, x)].y;
    });
  }

  /** Each run once: bands and single steps go without saying. */
  key() {
    const names = this.#lines.map((line) => line.name);
    return super.key().filter(({ label }) => names.includes(label));
  }

  /** Takes the colours from the style sheet, and shows which lines are hidden or stand out. */
  paint() {
    const visible = this.#lines.filter((line) => !line.hidden).length;
    const strong = this.#lines.some((line) => line.strong && !line.hidden);
    this.#lines.forEach((line, i) => {
      const ink = colour(`--run-${line.colour}`);
      const raw = line.strong || (visible <= FEW && !strong);
      const data = this.chart.data.datasets.slice(EACH * i, EACH * (i + 1));
      data.forEach((dataset) => (dataset.hidden = line.hidden));
      data[RAW].hidden = line.hidden || !raw;
      data[LOW].borderColor = data[HIGH].borderColor = ink; // Of the marks where they leave the axis; the lines have no width.
      data[LOW].backgroundColor = strong && !line.strong ? "transparent" : pale(ink);
      data[RAW].borderColor = pale(ink);
      Object.assign(data[MAIN], {
        borderColor: strong && !line.strong ? pale(ink) : ink,
        borderDash: dash(`--dash-${line.dash}`),
        borderWidth: line.strong ? 3 : 2,
        order: line.strong ? 0 : 1,
      });
    });
    this.paintAxes();
    this.update();
  }
}
