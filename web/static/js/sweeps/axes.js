// The settings and the metrics of a sweep as axes: where a run's value lies on each; no DOM.

import { duration, loss, percent } from "../shell/format.js";
import { even, logTicks } from "../charts/log-ticks.js";

const WIDE = 20; // numbers that reach over more than this factor are read by their logarithm
const MOST = 12; // numbers beside an axis
const FEW = 8; // so many values each have a tick of their own
const WRITE = { share: percent, loss, seconds: duration };
const TICK = { share: (value) => `${number(100 * value)}\u2009%`, loss: number, seconds: duration }; // round as ticks are

class Axis {
  /**
   * @param {{id: string, title: string, kind: "setting" | "metric", scale: string, better?: string}} about
   * @param {(run: object) => number | string | null} read a run's value
   * @param {object[]} runs all that are to have a place
   * @param {(value: number) => string} write
   */
  constructor(about, read, runs, write, categories = null) {
    Object.assign(this, about);
    this.categories = categories;
    this.write = categories ? (index) => categories[Math.round(index)]?.text ?? "" : write;
    this.tick = about.tick ?? this.write;
    this.value = categories ? (run) => index(categories, read(run)) : read;
    const values = [...new Set(runs.map(this.value).filter((value) => value !== null))].sort((a, b) => a - b);
    // A setting makes no difference to some runs, as momentum does not with Adam.
    this.gaps = about.kind === "setting" && runs.some((run) => this.value(run) === null);
    if (about.scale === "auto") this.scale = values[0] > 0 && values.at(-1) / values[0] > WIDE ? "log" : "linear";
    this.domain = categories ? [-0.5, categories.length - 0.5] : padded(values, this.scale === "log");
    this.ticks = values.length <= FEW || categories ? spaced(values, this) : this.scale === "log" ? logTicks(...this.domain, MOST) : even(...this.domain, 4);
  }

  /** @returns {number} where a value lies between the ends, 0 to 1 */
  place(value) {
    const [from, to] = this.domain.map((end) => this.#straight(end));
    return (this.#straight(value) - from) / (to - from);
  }

  /** @returns {number} the value at a place */
  at(place) {
    const [from, to] = this.domain.map((end) => this.#straight(end));
    const straight = from + (to - from) * place;
    return this.scale === "log" ? 10 ** straight : straight;
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

/** All axes of a sweep's JSON, by id: what is varied first. */
export function axesOf({ axes, metrics, runs }) {
  const settings = axes.map((axis) => {
    const read = (run) => run.hyperparameters[axis.id];
    const about = { id: axis.id, title: axis.title, kind: "setting", scale: axis.scale };
    const categories = axis.scale === "category" ? axis.values.map((value, i) => ({ value, text: axis.texts[i] })) : null;
    return new Axis(about, read, runs, number, categories);
  });
  const measured = metrics
    .filter(({ id }) => runs.some((run) => run.metrics[id] !== null))
    .map(({ id, title, unit, better }) => new Axis({ id, title, kind: "metric", scale: unit === "share" ? "linear" : "auto", better, tick: TICK[unit] }, (run) => run.metrics[id], runs, WRITE[unit]));
  return new Map([...settings, ...measured].map((axis) => [axis.id, axis]));
}

function index(categories, value) {
  const found = categories.findIndex((category) => category.value === value);
  return found < 0 ? null : found;
}

/** 0.00012 -> "0.00012", 12000 -> "12,000", with at most four digits that count. */
function number(value) {
  if (value !== 0 && (Math.abs(value) < 1e-5 || Math.abs(value) >= 1e7)) return value.toExponential(1);
  return value.toLocaleString("en", { maximumSignificantDigits: 4 });
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
