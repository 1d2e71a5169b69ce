// The confusion matrix follows the epoch and the choice of what its cells show.

import "./matrix-controller.js";
import { confusionChart } from "./confusion-chart.js";
import { followEpochs } from "../epochs/epochs.js";
import { count, loss, percent } from "../shell/format.js";
import { onThemeChange } from "../shell/theme.js";

class ConfusionPage {
  #root = document.querySelector("#confusion");
  #show = this.#root.dataset.show;
  #data;
  #chart;

  constructor(data) {
    this.#data = data;
    this.#root.querySelector("[data-plot]").hidden = false;
    this.#root.querySelector("[data-table-details]").open = false;
    this.#chart = confusionChart(this.#root.querySelector("[data-matrix]"), {
      onPoint: (cell) => this.#say(cell),
      onChoose: (cell) => location.assign(this.#images(cell)),
    });
    for (const link of this.#root.querySelectorAll("[data-show-switch] a")) {
      link.addEventListener("click", (event) => this.#choose(event, link));
    }
    followEpochs(() => this.#root.dataset.json, (next) => this.#draw(next));
    onThemeChange(() => this.#chart.show(this.#data, this.#show));
    this.#chart.show(data, this.#show);
  }

  #choose(event, link) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#show = link.dataset.show;
    for (const each of link.parentElement.children) each.toggleAttribute("aria-current", false);
    link.setAttribute("aria-current", "true");
    const url = new URL(location.href);
    url.searchParams.set("show", this.#show);
    history.replaceState(history.state, "", url);
    this.#draw(this.#data);
  }

  #draw(data) {
    this.#data = data;
    this.#chart.show(data, this.#show);
    this.#put("[data-accuracy]", percent(data.accuracy));
    this.#put("[data-top-two]", percent(data.top_two));
    this.#put("[data-loss]", loss(data.loss));
    this.#put("[data-batch-accuracy]", percent(data.over_batches.accuracy));
    this.#put("[data-batch-loss]", loss(data.over_batches.loss));
    const cells = [...this.#root.querySelectorAll("[data-cell]")];
    data.counts.flat().forEach((number, i) => {
      const support = data.figures[Math.floor(i / data.counts.length)].support;
      cells[i].textContent = this.#show === "row" ? percent(number / support) : count(number);
      cells[i].classList.toggle("none", number === 0);
    });
    [...this.#root.querySelectorAll("[data-classes] tr")].forEach((row, i) => {
      const { precision, recall, f1 } = data.figures[i];
      [precision, recall, f1].forEach((value, at) => (row.cells[at + 1].textContent = percent(value)));
    });
  }

  #say(cell) {
    const { classes, counts, figures } = this.#data;
    if (!cell) return this.#put("[data-pointed]", "A cell leads to its images.");
    const number = counts[cell.y][cell.x];
    const share = percent(number / figures[cell.y].support);
    const images = number === 1 ? "image" : "images";
    return this.#put("[data-pointed]", `True ${classes[cell.y]}, predicted ${classes[cell.x]}: ${count(number)} ${images}, ${share} of the row.`);
  }

  #images({ x, y }) {
    const query = new URLSearchParams({ epoch: this.#data.epoch, true: y, predicted: x });
    return `${this.#root.dataset.mistakes}?${query}`;
  }

  #put(place, text) {
    const found = this.#root.querySelector(place);
    if (found) found.textContent = text;
  }
}

const data = document.querySelector("#confusion-data");
if (data) new ConfusionPage(JSON.parse(data.textContent));
