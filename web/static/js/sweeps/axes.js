// The settings and the metrics of a sweep as axes; no DOM.

import { Axis } from "./axis.js";
import { duration, loss, percent } from "../shell/format.js";

const WRITE = { share: percent, loss, seconds: duration };
const TICK = { share: (value) => `${number(100 * value)}\u2009%`, loss: number, seconds: duration }; // round as ticks are

/** All axes of a sweep's JSON, by id: what is varied first. Those of metrics leave bad runs out if they are not `whole`. */
export function axesOf({ axes, metrics, runs }, whole) {
  const settings = axes.map((axis) => {
    const read = (run) => run.hyperparameters[axis.id];
    const about = { id: axis.id, title: axis.title, kind: "setting", scale: axis.scale };
    const categories = axis.scale === "category" ? axis.values.map((value, i) => ({ value, text: axis.texts[i] })) : null;
    return new Axis(about, read, runs, number, { categories });
  });
  const measured = metrics
    .filter(({ id }) => runs.some((run) => run.metrics[id] !== null))
    .map(({ id, title, unit, better }) => new Axis({ id, title, kind: "metric", scale: unit === "share" ? "linear" : "auto", better, tick: TICK[unit] }, (run) => run.metrics[id], runs, WRITE[unit], { whole }));
  return new Map([...settings, ...measured].map((axis) => [axis.id, axis]));
}

/** 0.00012 -> "0.00012", 12000 -> "12,000", with at most four digits that count. */
function number(value) {
  if (value !== 0 && (Math.abs(value) < 1e-5 || Math.abs(value) >= 1e7)) return value.toExponential(1);
  return value.toLocaleString("en", { maximumSignificantDigits: 4 });
}
