// The confusion matrix follows what the server writes of an epoch, and the choice of what its cells show.

import "./matrix-controller.js";
import { count, percent } from "../shell/format.js";
import { onThemeChange } from "../shell/theme.js";
import { confusionChart } from "./confusion-chart.js";

const root = document.querySelector("#confusion");
let data;

root.querySelector("[data-plot]").hidden = false;
root.querySelector("[data-table-details]").open = false;
const chart = confusionChart(root.querySelector("[data-matrix]"), {
  onPoint: (cell) => (root.querySelector("[data-pointed]").textContent = sentence(cell)),
  onChoose: ({ x, y }) => location.assign(`${root.dataset.mistakes}?${new URLSearchParams({ epoch: data.epoch, true: y, predicted: x })}`),
});

function draw() {
  data = JSON.parse(document.querySelector("#confusion-data").textContent);
  const what = new URLSearchParams(location.search).get("show") ?? root.dataset.show;
  const most = chart.show(data, what);
  root.querySelector("[data-scale=right]").hidden = what === "errors";
  for (const [kind, end] of Object.entries(most)) {
    root.querySelector(`[data-scale=${kind}] [data-most]`).textContent = what === "row" ? percent(end) : count(end);
  }
}

function sentence(cell) {
  if (!cell) return "A cell leads to its images.";
  const { classes, counts, figures } = data;
  const number = counts[cell.y][cell.x];
  const share = percent(number / figures[cell.y].support);
  const images = number === 1 ? "image" : "images";
  return `True ${classes[cell.y]}, predicted ${classes[cell.x]}: ${count(number)} ${images}, ${share} of the row.`;
}

document.addEventListener("inkling:written", draw);
onThemeChange(draw);
draw();
