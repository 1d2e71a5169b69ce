// Parallel coordinates: each run a line, each setting and each metric an axis, stretches of which narrow the runs.

import { AxisBrush } from "./brush.js";
import { axisHead } from "./heads.js";
import { ruler } from "./ruler.js";
import { svg } from "../shell/svg.js";
import { goodness, shade } from "./colours.js";
import { magnification } from "../shell/fullscreen.js";

const HEIGHT = 300;
const TOP = 20;
const NONE = 34; // below the axis: the place of runs without a value
const APART = 116; // pixels from axis to axis, at least
const SIDE = 58;
const FULL = 0.55; // of a full screen, how much of its height an axis takes
const METRICS = ["best_valid_loss", "test_accuracy", "took"]; // shown besides the one that gives the colour

export class Parallel {
  axes = []; // those that are drawn, from left to right
  #root;
  #svg;
  #heads;
  #selection;
  #onPoint;
  #runs = [];
  #order = null;
  #height = HEIGHT;
  #lines = new Map();
  #brushes = new Map();

  /** @param {(run: object | null) => void} onPoint told which line is pointed at */
  constructor(root, selection, onPoint) {
    this.#root = root;
    this.#svg = root.querySelector("[data-parallel-svg]");
    this.#heads = root.querySelector("[data-axis-heads]");
    this.#selection = selection;
    this.#onPoint = onPoint;
    new ResizeObserver(() => this.axes.length && this.#draw()).observe(root.parentElement);
  }

  /** Draws all runs anew, coloured by an axis. */
  show(runs, axes, by) {
    const wanted = [...axes.values()].filter((axis) => axis.kind === "setting" || METRICS.includes(axis.id) || axis === by);
    this.#order = (this.#order ?? []).filter((id) => wanted.some((axis) => axis.id === id));
    for (const axis of wanted) {
      if (!this.#order.includes(axis.id)) this.#order.push(axis.id);
    }
    this.axes = this.#order.map((id) => axes.get(id));
    this.by = by;
    // The best is drawn last, above the others.
    this.#runs = [...runs].sort((a, b) => (by ? (goodness(by, a) ?? -1) - (goodness(by, b) ?? -1) : 0));
    this.#draw();
  }

  #draw() {
    const large = magnification();
    const [apart, side] = [APART * large, SIDE * large];
    this.#height = large > 1 ? Math.max(HEIGHT, FULL * innerHeight) : HEIGHT;
    const width = Math.max(this.#root.parentElement.clientWidth, 2 * side + (this.axes.length - 1) * apart);
    this.#root.style.inlineSize = `${width}px`;
    this.#svg.setAttribute("width", width);
    const none = this.axes.some((axis) => axis.gaps);
    this.#svg.setAttribute("height", TOP + this.#height + (none ? NONE : 0) + 14);
    const gap = this.axes.length > 1 ? (width - 2 * side) / (this.axes.length - 1) : 0;
    const xs = this.axes.map((_, i) => side + i * gap);
    this.#heads.replaceChildren(...this.axes.map((axis, i) => axisHead(axis, xs[i], this.axes.length, i, (by) => this.#move(i, by))));
    this.#lines = new Map(this.#runs.map((run) => [run, this.#line(run, xs)]));
    const axes = this.axes.map((axis, i) => this.#axis(axis, xs[i], i === this.axes.length - 1));
    this.#svg.replaceChildren(svg("g", { class: "parallel-lines" }, [...this.#lines.values()]), ...axes);
    this.dim();
  }

  #line(run, xs) {
    const values = this.axes.map((axis) => axis.value(run));
    // A line without a value at its end ends before that; only a gap within it has a place of its own.
    const [first, last] = [values.findIndex((value) => value !== null), values.findLastIndex((value) => value !== null)];
    const points = values.map((value, i) => `${xs[i].toFixed(1)},${this.#y(this.axes[i], value).toFixed(1)}`).slice(Math.max(0, first), last + 1);
    const line = svg("path", { d: points.length > 0 ? `M${points.join("L")}` : "", stroke: shade(this.by, run), class: run.status === "finished" ? "" : "unfinished" });
    line.addEventListener("pointerenter", () => this.#onPoint(run));
    line.addEventListener("pointerleave", () => this.#onPoint(null));
    line.addEventListener("click", () => location.assign(run.url));
    return line;
  }

  #y(axis, value) {
    return value === null ? TOP + this.#height + NONE : TOP + this.#height * (1 - axis.place(value));
  }

  #axis(axis, x, last) {
    const group = ruler(axis, { top: TOP, height: this.#height, none: NONE }, last);
    group.setAttribute("transform", `translate(${x} 0)`);
    const brush = new AxisBrush(axis, { top: TOP, height: this.#height }, (stretch) => this.#selection.brush({ [axis.id]: stretch }));
    this.#brushes.set(axis.id, brush);
    group.append(brush.group);
    return group;
  }

  #move(i, by) {
    const [id] = this.#order.splice(i, 1);
    this.#order.splice(i + by, 0, id);
    this.axes = this.#order.map((each) => this.axes.find((axis) => axis.id === each));
    this.#draw();
    // Whoever moves it on with the keyboard keeps the button, or at the end of the way gets the other one.
    const [left, right] = this.#heads.querySelectorAll(`[data-head="${id}"] button`);
    const [same, other] = by < 0 ? [left, right] : [right, left];
    (same.disabled ? other : same).focus();
  }

  /** Shows what is picked. */
  dim() {
    for (const [run, line] of this.#lines) line.classList.toggle("out", !this.#selection.has(run));
    this.axes.forEach((axis) => this.#brushes.get(axis.id)?.show(this.#selection.brushes.get(axis.id) ?? null));
  }

  point(run) {
    for (const [each, line] of this.#lines) line.classList.toggle("pointed", each === run);
  }
}
