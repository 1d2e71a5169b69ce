// One axis of a sweep: where a run's value lies on it; no DOM.

import { even, logTicks } from "../charts/log-ticks.js";
import { axisEnd } from "../charts/outliers.js";

const WIDE = 20; // numbers that reach over more than this factor are read by their logarithm
const MOST = 12; // numbers beside an axis
const FEW = 8; // so many values each have a tick of their own
const STRAY = 0.25; // of the runs, how many may lie beyond the end of a metric's axis

export class Axis {
  /**
   * @param {{id: string, title: string, kind: "setting" | "metric", scale: string, better?: string}} about
   * @param {(run: object) => number | string | null} read a run's value
   * @param {object[]} runs all that are to have a place
   * @param {(value: number) => string} write
   * @param {boolean} whole whether the axis reaches to the worst run, however bad it is
   */
  constructor(about, read, runs, write, { categories = null, whole = true } = {}) {
    Object.assign(this, about);
    this.categories = categories;
    this.write = categories ? (index) => categories[Math.round(index)]?.text ?? "" : write;
    this.tick = about.tick ?? this.write;
    this.value = categories ? (run) => index(categories, read(run)) : read;
    const placed = runs.map(this.value).filter((value) => value !== null);
    this.values = [...new Set(placed)].sort((a, b) => a - b);
    // A setting makes no difference to some runs, as momentum does not with Adam.
    this.gaps = about.kind === "setting" && placed.length < runs.length;
    const near = whole ? this.values : notFar(placed, this.values, about.better === "higher");
    if (about.scale === "auto") this.scale = near[0] > 0 && near.at(-1) / near[0] > WIDE ? "log" : "linear";
    const ends = (some) => (categories ? [-0.5, categories.length - 0.5] : padded(some, this.scale === "log"));
    [this.domain, this.whole] = [ends(near), ends(this.values)];
    this.beyond = placed.filter((value) => value < near[0] || value > near.at(-1)).length;
    this.ends = [near[0], near.at(-1)];
    this.ticks = near.length <= FEW || categories ? spaced(near, this) : this.scale === "log" ? logTicks(...this.domain, MOST) : even(...this.domain, 4);
  }

  /** @returns {number} where a value lies between the ends, 0 to 1; one beyond them lies at the end */
  place(value) {
    const [from, to] = this.domain.map((end) => this.#straight(end));
    return (this.#straight(this.held(value)) - from) / (to - from);
  }

  /** @returns {number} the value at a place; at an end the last one beyond it */
  at(place) {
    const [from, to] = this.domain.map((end) => this.#straight(end));
    const straight = from + (to - from) * place;
    return this.reached(place <= 0 ? this.domain[0] : place >= 1 ? this.domain[1] : this.scale === "log" ? 10 ** straight : straight);
  }

  /** @returns {number} the value, or the end of the axis that it lies beyond */
  held(value) {
    return Math.max(this.domain[0], Math.min(this.domain[1], value));
  }

  /** @returns {number} a value that was pointed at: the end of the axis means all that lies beyond it */
  reached(value) {
    if (value <= this.domain[0]) return this.whole[0];
    return value >= this.domain[1] ? this.whole[1] : value;
  }

  /** @returns {string} what lies beyond the ends, in words; empty if nothing does */
  get strayed() {
    if (this.beyond === 0) return "";
    const [word, end] = this.values[0] < this.ends[0] ? ["below", this.ends[0]] : ["above", this.ends[1]];
    return `${this.title} ${word} ${this.tick(end)} (${this.beyond} ${this.beyond === 1 ? "run" : "runs"})`;
  }

  #straight(value) {
    return this.scale === "log" ? Math.log10(value) : value;
  }

  /** @returns {string} a run's value in words */
  text(run) {
    const value = this.value(run);
    return value === null ? "none" : this.write(value);
  }
}

function index(categories, value) {
  const found = categories.findIndex((category) => category.value === value);
  return found < 0 ? null : found;
}

/** Which of the different values an axis is to hold; what is better when higher is a share, and strays downwards. */
function notFar(placed, values, higher) {
  const worse = (value) => (higher ? 1 - value : value);
  const end = axisEnd(placed.map((value) => [worse(value)]), { share: STRAY, begins: false });
  return end === null ? values : values.filter((value) => worse(value) <= end);
}

function padded(values, log) {
  if (values.length === 0) return [0, 1];
  const [low, high] = log ? [values[0], values.at(-1)].map(Math.log10) : [values[0], values.at(-1)];
  const margin = (high - low || Math.abs(high) * 0.1 || 1) * 0.04;
  return log ? [10 ** (low - margin), 10 ** (high + margin)] : [low - margin, high + margin];
}

/** Those of the values whose ticks do not stand on each other. */
function spaced(values, axis) {
  const kept = [];
  for (const value of values) {
    if (kept.length === 0 || axis.place(value) - axis.place(kept.at(-1)) > 0.06) kept.push(value);
  }
  return kept;
}
