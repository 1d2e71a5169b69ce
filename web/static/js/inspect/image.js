// One image: its numbers follow the epoch, its story is a line an epoch, and the arrow keys walk on.

import { followEpochs } from "../epochs/epochs.js";
import { storyChart } from "./story-chart.js";
import { onThemeChange } from "../shell/theme.js";

class ImagePage {
  #root = document.querySelector("#image");
  #chart;

  constructor(story) {
    this.#part("plot").hidden = false;
    this.#chart = storyChart(this.#part("story"), story, Number(this.#root.dataset.epoch));
    onThemeChange(() => this.#chart.paint());
    followEpochs(() => this.#root.dataset.json, (view) => this.#show(view));
    document.addEventListener("keydown", (event) => this.#walk(event));
  }

  #part(name) {
    return this.#root.querySelector(`[data-${name}]`);
  }

  #show(view) {
    const verdict = this.#part("verdict");
    verdict.textContent = view.verdict;
    verdict.classList.toggle("right", view.right);
    [...this.#part("rows").rows].forEach((row, i) => showRow(row, view.rows[i]));
    [...this.#part("steps").children].forEach((line, i) => (line.textContent = view.steps[i]));
    [...this.#part("neighbours").children].forEach((item, i) => showNeighbour(item, view.neighbours[i]));
    for (const row of this.#part("story-rows").rows) {
      row.classList.toggle("chosen", row.dataset.epoch === String(view.epoch));
    }
    this.#chart.mark(view.epoch);
  }

  #walk(event) {
    const busy = event.target.closest("input, select, textarea, [tabindex]") || event.altKey || event.ctrlKey || event.metaKey;
    if (!busy) this.#root.querySelector(`[data-walk=${CSS.escape(event.key)}]`)?.click();
  }
}

function showRow(row, said) {
  row.dataset.true = said.label;
  row.dataset.predicted = said.predicted;
  [said.logit, said.exponential, said.probability].forEach((text, i) => (row.cells[i + 1].textContent = text));
  row.querySelector("rect").setAttribute("width", said.share);
}

function showNeighbour(item, near) {
  const link = item.querySelector("a");
  link.href = near.url;
  link.classList.toggle("other", !near.same);
  const picture = item.querySelector("img");
  picture.src = near.picture;
  picture.alt = `Training image ${near.index}`;
  item.querySelector("b").textContent = near.label;
  item.querySelector(".faint").textContent = `at ${near.distance}`;
}

const data = document.querySelector("#image-data");
if (data) new ImagePage(JSON.parse(data.textContent));
