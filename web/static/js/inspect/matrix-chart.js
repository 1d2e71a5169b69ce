// A square of cells as a chart, of up to 100 classes: one rectangle a cell, with its text where there is room for it. The
// pointer and the arrow keys point to a cell.

import { Chart } from "../charts/chart.js";
import { brief } from "../shell/format.js";
import { bindKeys } from "../shell/keys.js";
import { colour } from "../shell/tokens.js";

const TIGHT = 20; // pixels below which a cell has neither text nor a margin
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {HTMLCanvasElement} canvas in an element that can have the focus
 * @param {{axes?: boolean, onPoint: (cell: {x: number, y: number} | null) => void, onChoose: (cell: object) => void}} to
 *     told of the cell that is pointed at, and of the one that is chosen: {x: column, y: row}
 * @returns {{show: (labels: string[], data: object[], look: (cell: object) => {fill: string, ink: string, text: string}) => void,
 *     mark: (places: number[]) => void}} data: {x: column, y: row, ...}; mark() makes rows and columns stand out
 */
export function matrixChart(canvas, { axes = true, onPoint, onChoose }) {
  const shown = { data: [], look: () => ({}), marked: [], pointed: null };
  const chart = new Chart(canvas, {
    type: "scatter",
    data: { datasets: [] },
    plugins: [{ id: "cells", beforeDatasetsDraw: (each) => draw(each, shown) }],
    options: {
      maintainAspectRatio: true,
      aspectRatio: 1,
      scales: { x: axis(axes, "predicted", "top"), y: { ...axis(axes, "true", "left"), reverse: false } },
      plugins: { legend: { display: false }, tooltip: { enabled: false } },
      onHover: (event) => {
        const cell = event.type === "mouseout" ? null : cellAt(chart, event);
        canvas.style.cursor = cell ? "pointer" : "default";
        point(cell);
      },
      onClick: (event) => {
        const cell = cellAt(chart, event);
        if (cell) onChoose(cell);
      },
    },
  });
  const point = (cell) => {
    if (cell?.x === shown.pointed?.x && cell?.y === shown.pointed?.y) return;
    shown.pointed = cell;
    chart.draw();
    onPoint(cell);
  };
  chart.shown = shown;
  canvas.addEventListener("mouseleave", () => point(null));
  bind(chart, canvas.parentElement, point, onChoose);
  return {
    show(labels, data, look) {
      Object.assign(shown, { data, look, pointed: null });
      paintAxes(chart, labels);
      chart.update("none");
    },
    mark(places) {
      shown.marked = places;
      chart.draw();
    },
  };
}

function bind(chart, box, point, onChoose) {
  const where = { on: box, where: "On a matrix" };
  bindKeys(Object.keys(ARROWS), "Point to a cell", ({ key }) => {
    const last = chart.scales.x.getLabels().length - 1;
    const at = (place, step) => Math.max(0, Math.min(last, place + step));
    const [right, down] = ARROWS[key];
    const { pointed } = chart.shown;
    point(pointed ? { x: at(pointed.x, right), y: at(pointed.y, down) } : { x: 0, y: 0 });
  }, where);
  bindKeys(["Enter"], "Open its images", () => (chart.shown.pointed ? onChoose(chart.shown.pointed) : false), where);
  box.addEventListener("blur", () => point(null));
}

function axis(display, text, position) {
  return { type: "category", display, position, offset: true, grid: { display: false }, border: { display: false }, title: { display: true, text } };
}

function paintAxes(chart, labels) {
  const short = labels.map(brief);
  for (const scale of Object.values(chart.options.scales)) {
    scale.labels = short;
    scale.ticks = { color: colour("--text") };
    scale.title.color = colour("--text-faint");
  }
}

function cellAt({ chartArea, scales }, { x, y }) {
  const inside = x >= chartArea.left && x < chartArea.right && y >= chartArea.top && y < chartArea.bottom;
  return inside ? { x: scales.x.getValueForPixel(x), y: scales.y.getValueForPixel(y) } : null;
}

function draw({ ctx, canvas, chartArea, scales }, { data, look, marked, pointed }) {
  const size = scales.x.getLabels().length;
  const [width, height] = [chartArea.width / size, chartArea.height / size];
  const tight = width < TIGHT;
  const edge = (start, each, place) => Math.round(start + each * place);
  const looks = data.map(look);
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  if (!tight) ctx.font = fontFor(width, looks);
  data.forEach(({ x, y }, i) => {
    const [left, top] = [edge(chartArea.left, width, x), edge(chartArea.top, height, y)];
    const margin = tight ? 0 : 1;
    ctx.fillStyle = looks[i].fill;
    ctx.fillRect(left, top, edge(chartArea.left, width, x + 1) - left - margin, edge(chartArea.top, height, y + 1) - top - margin);
    ctx.fillStyle = looks[i].ink;
    if (!tight) ctx.fillText(looks[i].text, left + width / 2, top + height / 2 + 1);
  });
  ctx.strokeStyle = colour("--text");
  const frame = (column, columns, row, rows) =>
    ctx.strokeRect(chartArea.left + column * width, chartArea.top + row * height, columns * width, rows * height);
  for (const [places, line] of [[marked, 2], [pointed && tight ? [pointed] : [], 1]]) {
    ctx.lineWidth = line;
    for (const place of places) {
      frame(place.x ?? place, 1, 0, size);
      frame(0, size, place.y ?? place, 1);
    }
  }
  if (pointed && !tight && canvas.parentElement.matches(":focus-visible")) frame(pointed.x, 1, pointed.y, 1);
  ctx.restore();
}

function fontFor(width, looks) {
  const longest = Math.max(1, ...looks.map(({ text }) => text.length));
  const size = Math.max(9, Math.min(1.25 * Chart.defaults.font.size, Math.round((1.4 * width) / longest)));
  return `500 ${size}px ${Chart.defaults.font.family}`;
}
