// Calibration follows the epoch: two charts, three figures and the table.

import { histogramChart, reliabilityChart } from "./calibration-charts.js";
import { followEpochs } from "../epochs/epochs.js";
import { count, percent } from "../shell/format.js";
import { onThemeChange } from "../shell/theme.js";

class CalibrationPage {
  #root = document.querySelector("#calibration");
  #data;
  #charts;

  constructor(data) {
    this.#part("plots").hidden = false;
    this.#charts = [reliabilityChart(this.#part("reliability")), histogramChart(this.#part("histogram"))];
    followEpochs(() => this.#root.dataset.json, (next) => this.#show(next));
    onThemeChange(() => this.#draw());
    this.#data = data;
    this.#draw();
  }

  #part(name) {
    return this.#root.querySelector(`[data-${name}]`);
  }

  #draw() {
    this.#charts.forEach((chart) => chart.show(this.#data.bins));
  }

  #show(data) {
    this.#data = data;
    this.#draw();
    this.#part("error").textContent = percent(data.expected_error);
    this.#part("confidence").textContent = percent(data.confidence);
    this.#part("accuracy").textContent = percent(data.accuracy);
    [...this.#part("bins").rows].forEach((row, i) => {
      const bin = data.bins[i];
      const share = (value) => (bin.count === 0 ? "–" : percent(value));
      const texts = [count(bin.count), count(bin.right), count(bin.wrong), share(bin.confidence), share(bin.accuracy)];
      texts.forEach((text, at) => (row.cells[at + 1].textContent = text));
    });
  }
}

const data = document.querySelector("#calibration-data");
if (data) new CalibrationPage(JSON.parse(data.textContent));
