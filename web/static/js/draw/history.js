// The probabilities of a drawing by epoch: a line for each class that ever counted, and the same as a table.

import { Chart, paintAxes } from "../charts/chart.js";
import { percent, wholePercent } from "../shell/format.js";
import { classColour, classPoint } from "../shell/tokens.js";

const COUNTS = 0.05; // a class that was never this probable gets no line
const MOST = 10; // lines

export class History {
  #chart;
  #rows;
  #plot;
  #names;
  #history = [];

  constructor(root, names) {
    const canvas = root.querySelector("[data-history]");
    this.#plot = root.querySelector("[data-history-plot]");
    this.#rows = root.querySelector("[data-history-rows]");
    this.#names = names;
    this.#plot.hidden = false;
    this.#chart = new Chart(canvas, configuration());
  }

  /** @param {{epoch: number, name: string, probabilities: number[]}[]} history */
  show(history, epoch) {
    this.#history = history;
    this.#rows.replaceChildren(...history.map(row));
    this.paint(epoch);
  }

  paint(epoch = this.epoch) {
    this.epoch = epoch;
    const lines = this.#names.map((name, label) => ({
      label: name,
      borderColor: classColour(label),
      backgroundColor: classColour(label),
      ...classPoint(label),
      borderWidth: 2,
      data: this.#history.map((says) => ({ x: says.epoch, y: says.probabilities[label] })),
      order: -(this.#history.at(-1)?.probabilities[label] ?? 0), // the likeliest on top
      pointRadius: this.#history.map((says) => (says.epoch === epoch ? 6 : 2.5)),
    }));
    const most = (line) => Math.max(...line.data.map((point) => point.y));
    const counting = lines.filter((line) => most(line) >= COUNTS).sort((a, b) => most(b) - most(a)).slice(0, MOST);
    this.#chart.data.datasets = lines.filter((line) => counting.includes(line));
    paintAxes(this.#chart);
    this.#chart.update("none");
  }
}

function row(says) {
  const line = document.createElement("tr");
  const epoch = line.appendChild(document.createElement("th"));
  epoch.scope = "row";
  epoch.textContent = says.epoch;
  line.insertCell().textContent = says.name;
  line.insertCell().textContent = percent(Math.max(...says.probabilities));
  return line;
}

function configuration() {
  const axis = (title) => ({ grid: {}, border: { display: false }, ticks: {}, title: { display: true, text: title } });
  const y = { ...axis("probability"), min: 0, max: 1 };
  y.ticks = { maxTicksLimit: 6, callback: wholePercent };
  const x = { ...axis("epoch"), type: "linear", bounds: "data" };
  x.ticks = { precision: 0, maxTicksLimit: 12 };
  return {
    type: "line",
    data: { datasets: [] },
    options: {
      parsing: false,
      interaction: { mode: "nearest", axis: "x", intersect: false },
      elements: { line: { tension: 0 }, point: { clip: false } },
      clip: 8,
      scales: { x, y },
      plugins: {
        legend: { labels: { usePointStyle: true, boxHeight: 6 } },
        tooltip: {
          callbacks: {
            title: ([item]) => (item ? `epoch ${item.parsed.x}` : ""),
            label: (item) => `${item.dataset.label}: ${percent(item.parsed.y)}`,
          },
        },
      },
    },
  };
}
