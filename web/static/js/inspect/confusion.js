// The confusion matrix follows what the server writes of an epoch, and the choices of what its cells show and in which
// order the classes stand.

import { classesLike } from "../shell/classes-like.js";
import { count, percent } from "../shell/format.js";
import { onThemeChange } from "../shell/theme.js";
import { cellsOf, confusionLooks } from "./confusion-looks.js";
import { matrixChart } from "./matrix-chart.js";

const MOST_TOLD = 3; // what a class that is searched for is taken for most often
const root = document.querySelector("#confusion");
const search = root.querySelector("[data-find-class]");
const pointed = root.querySelector("[data-pointed]");
let data;
let order;

root.querySelector("[data-plot]").hidden = false;
const details = root.querySelector("[data-table-details]");
details.open = false;
const chart = matrixChart(root.querySelector("[data-matrix]"), {
  onPoint: (cell) => (pointed.textContent = cell ? ofCell(order[cell.y], order[cell.x]) : ofSearch()),
  onChoose: ({ x, y }) => location.assign(`${root.dataset.mistakes}?${new URLSearchParams({ epoch: data.epoch, true: order[y], predicted: order[x] })}`),
});

function draw() {
  data = JSON.parse(document.querySelector("#confusion-data").textContent);
  const query = new URLSearchParams(location.search);
  const what = query.get("show") ?? root.dataset.show;
  const byLabel = data.classes.map((_, label) => label);
  order = (query.get("order") ?? root.dataset.order) === "similarity" ? data.similar : byLabel;
  const cells = cellsOf(data.counts, order);
  const { look, most } = confusionLooks(cells, what, search !== null);
  chart.show(order.map((label) => data.classes[label]), cells, look);
  root.querySelector("[data-scale=right]").hidden = what === "errors";
  for (const [kind, end] of Object.entries(most)) {
    root.querySelector(`[data-scale=${kind}] [data-most]`).textContent = what === "row" ? percent(end) : count(end);
  }
  find();
}

function ofCell(label, predicted) {
  const { classes, counts, figures } = data;
  const number = counts[label][predicted];
  const share = percent(number / figures[label].support);
  const images = number === 1 ? "image" : "images";
  return `True ${classes[label]}, predicted ${classes[predicted]}: ${count(number)} ${images}, ${share} of the row.`;
}

const found = () => classesLike(data.classes, search?.value ?? "");

function find() {
  chart.mark(found().map((label) => order.indexOf(label)));
  pointed.textContent = ofSearch();
}

function ofSearch() {
  const labels = found();
  if (labels.length === 1) return ofClass(labels[0]);
  if (labels.length > 1) return `${labels.length} classes: ${labels.map((label) => data.classes[label]).join(", ")}.`;
  return search?.value.trim() ? "No class is called so." : "A cell leads to its images.";
}

function ofClass(label) {
  const { classes, counts, figures } = data;
  const others = classes.map((_, other) => other).filter((other) => other !== label);
  const told = (of) => {
    const most = others.filter((other) => of(other) > 0).sort((a, b) => of(b) - of(a)).slice(0, MOST_TOLD);
    return most.map((other) => `${classes[other]} (${count(of(other))})`).join(", ") || "none";
  };
  const right = `${classes[label]}: ${count(counts[label][label])} of ${count(figures[label].support)} right`;
  return `${right}; most often taken for ${told((other) => counts[label][other])}; most often taken for it: ${told((other) => counts[other][label])}.`;
}

search?.addEventListener("input", find);
document.addEventListener("inkling:written", draw);
onThemeChange(draw);
draw();
