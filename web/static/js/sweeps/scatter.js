// A setting against a metric, a point a run; an area that is dragged over narrows both.

import { watchAreas } from "./area.js";
import { Chart, paintAxes } from "../charts/chart.js";
import { shade } from "./colours.js";
import { colour, pale } from "../shell/tokens.js";

export class Scatter {
  #selection;
  #chart;
  #x = null;
  #y = null;
  #by = null;

  /** @param {(run: object | null) => void} onPoint told which point is pointed at */
  constructor(canvas, selection, onPoint) {
    this.#selection = selection;
    this.#chart = new Chart(canvas, {
      type: "scatter",
      data: { datasets: [{ data: [], pointRadius: 5.5, pointHoverRadius: 7, borderWidth: 1, clip: 12 }] },
      options: {
        onHover: (event, [hit]) => onPoint(hit ? this.#chart.data.datasets[0].data[hit.index].run : null),
        scales: { x: scale(() => this.#x), y: scale(() => this.#y) },
        plugins: {
          legend: { display: false },
          tooltip: { displayColors: false, callbacks: { label: ({ raw }) => this.#words(raw.run) } },
        },
      },
      plugins: [{ id: "inklingStretch", beforeDatasetsDraw: (chart) => this.#drawStretch(chart) }],
    });
    watchAreas(canvas, (from, to) => this.#over(from, to), (event) => this.#click(event));
  }

  #words(run) {
    return [`run ${run.run}`, ...[this.#x, this.#y, this.#by].filter((axis, i, all) => axis && all.indexOf(axis) === i).map((axis) => `${axis.title}: ${axis.text(run)}`)];
  }

  /** Draws all runs anew. Those without a value have no place. */
  show(runs, x, y, by) {
    [this.#x, this.#y, this.#by] = [x, y, by];
    const placed = runs.filter((run) => x.value(run) !== null && y.value(run) !== null);
    const [points] = this.#chart.data.datasets;
    points.data = placed.map((run) => ({ x: x.held(x.value(run)), y: y.held(y.value(run)), run }));
    // What lies beyond the axis points there.
    points.pointStyle = points.data.map((point) => (point.y === y.value(point.run) ? "circle" : "triangle"));
    points.pointRotation = points.data.map((point) => (point.y > y.value(point.run) ? 180 : 0));
    for (const [name, axis] of [["x", x], ["y", y]]) {
      const options = this.#chart.options.scales[name];
      options.type = axis.scale === "log" ? "logarithmic" : "linear";
      [options.min, options.max] = axis.domain;
      options.title.text = axis.title + (axis.scale === "log" ? ", logarithmic" : "");
    }
    paintAxes(this.#chart);
    this.dim();
    return runs.length - placed.length;
  }

  /** Shows what is picked. */
  dim() {
    const [points] = this.#chart.data.datasets;
    const shades = points.data.map(({ run }) => (this.#selection.has(run) ? shade(this.#by, run) : pale(colour("--text-faint"))));
    points.pointBackgroundColor = shades;
    points.pointBorderColor = points.data.map(({ run }) => (this.#selection.has(run) ? colour("--surface") : "transparent"));
    this.#chart.update("none");
  }

  #over([left, top], [right, bottom]) {
    const { x, y } = this.#chart.scales;
    const values = (axis, on, ...pixels) => pixels.map((pixel) => axis.reached(on.getValueForPixel(pixel))).sort((a, b) => a - b);
    this.#selection.brush({ [this.#x.id]: values(this.#x, x, left, right), [this.#y.id]: values(this.#y, y, top, bottom) });
  }

  #click(event) {
    const [hit] = this.#chart.getElementsAtEventForMode(event, "nearest", { intersect: true }, false);
    if (hit) location.assign(this.#chart.data.datasets[0].data[hit.index].run.url);
    else this.#selection.brush({ [this.#x.id]: null, [this.#y.id]: null });
  }

  #drawStretch({ ctx, chartArea, scales }) {
    const across = this.#x && this.#selection.brushes.get(this.#x.id);
    const up = this.#y && this.#selection.brushes.get(this.#y.id);
    if (!across && !up) return;
    const clamp = (pixel, low, high) => Math.max(low, Math.min(high, pixel));
    const [left, right] = across ? across.map((value) => clamp(scales.x.getPixelForValue(value), chartArea.left, chartArea.right)) : [chartArea.left, chartArea.right];
    const [bottom, top] = up ? up.map((value) => clamp(scales.y.getPixelForValue(value), chartArea.top, chartArea.bottom)) : [chartArea.bottom, chartArea.top];
    ctx.save();
    ctx.fillStyle = colour("--chart-train-pale");
    ctx.fillRect(left, top, right - left, bottom - top);
    ctx.restore();
  }
}

/** A scale whose ticks are those of a sweep's axis. */
function scale(axis) {
  return {
    type: "linear",
    grid: {},
    border: { display: false },
    title: { display: true, text: "" },
    afterBuildTicks: (built) => (built.ticks = (axis()?.ticks ?? []).map((value) => ({ value }))),
    ticks: { autoSkip: true, callback: (value) => axis()?.tick(value) ?? "" },
  };
}
