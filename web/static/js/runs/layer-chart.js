// A chart with a line a layer: the first in the colour of training, the last in that of validation, those between in between.

import { Chart, paintAxes } from "../charts/chart.js";
import { configuration, DOTS, LINE } from "../charts/configuration.js";
import { nearest } from "../charts/series.js";
import { svg } from "../shell/svg.js";
import { channels, colour } from "../shell/tokens.js";

const DASHES = [[], [6, 3], [2, 2]]; // told apart without colour

export class LayerChart {
  #chart;
  #layers;
  #legend;
  #write;
  #usual;

  /**
   * @param {HTMLElement} figure has a canvas and a list for the legend
   * @param {string[]} layers
   * @param {{share: boolean, dots: boolean, usual: number | null, write: (y: number) => string, onCross: (x: number | null) => void}} how
   *     `share`: from 0 to 1 and not logarithmic; `usual`: where a rule of thumb is drawn
   */
  constructor(figure, layers, { share, dots, usual, write, onCross }) {
    this.#layers = layers;
    this.#write = write;
    this.#usual = usual;
    const lines = layers.map((layer, i) => ({ ...(dots ? DOTS : LINE), label: layer, borderWidth: 1.5, borderDash: DASHES[i % DASHES.length], data: [] }));
    const rule = { ...LINE, label: "rule of thumb", borderDash: [3, 4], data: [] };
    const config = configuration(share ? "accuracy" : "loss", usual === null ? lines : [...lines, rule], { onCross, onRange: () => {} });
    const { x, y } = config.options.scales;
    if (share) Object.assign(y, { min: 0, max: undefined, suggestedMax: 0.1 });
    else {
      y.type = "logarithmic";
      y.ticks.autoSkip = false;
      if (usual !== null) y.suggestedMin = usual / 2;
    }
    x.title.text = dots ? "epoch" : "step";
    config.options.plugins.zoom.zoom.drag.enabled = config.options.plugins.zoom.zoom.wheel.enabled = config.options.plugins.zoom.zoom.pinch.enabled = false;
    this.#chart = new Chart(figure.querySelector("canvas"), config);
    this.#legend = layers.map((layer, i) => key(figure.querySelector("[data-norm-legend]"), layer, DASHES[i % DASHES.length]));
    this.paint();
  }

  /** @param {Map<string, {x: number, y: number}[]>} points of each layer, ordered by x; a logarithmic axis has no place for 0 */
  draw(points) {
    this.#layers.forEach((layer, i) => {
      const line = points.get(layer) ?? [];
      this.#chart.data.datasets[i].data = this.#chart.options.scales.y.type === "logarithmic" ? line.filter(({ y }) => y > 0) : line;
    });
    if (this.#usual !== null) {
      const all = [...points.values()].flatMap((line) => [line.at(0).x, line.at(-1).x]);
      this.#chart.data.datasets.at(-1).data = all.length === 0 ? [] : [Math.min(...all), Math.max(...all)].map((x) => ({ x, y: this.#usual }));
    }
    this.#chart.update("none");
    this.showValues(null);
  }

  /** Writes each layer's value at x, or the latest one. */
  showValues(x) {
    this.#chart.inklingCross = x;
    this.#chart.draw();
    this.#layers.forEach((layer, i) => {
      const { data } = this.#chart.data.datasets[i];
      const point = data[x === null ? data.length - 1 : nearest(data, x)];
      this.#legend[i].querySelector("output").textContent = point ? this.#write(point.y) : "–";
    });
  }

  /** Takes the colours from the style sheet. */
  paint() {
    const [first, last] = ["--chart-train", "--chart-valid"].map((name) => channels(colour(name)));
    this.#layers.forEach((layer, i) => {
      const share = this.#layers.length > 1 ? i / (this.#layers.length - 1) : 0;
      const line = `rgb(${first.map((from, c) => Math.round(from + share * (last[c] - from)))})`;
      Object.assign(this.#chart.data.datasets[i], { borderColor: line, pointBackgroundColor: line, pointBorderColor: line });
      this.#legend[i].querySelector("path").setAttribute("stroke", line);
    });
    if (this.#usual !== null) this.#chart.data.datasets.at(-1).borderColor = colour("--text-faint");
    paintAxes(this.#chart);
    this.#chart.inklingCrossColour = colour("--chart-cross");
    this.#chart.update("none");
  }
}

function key(legend, layer, dash) {
  const line = svg("path", { d: "M1 6h20", fill: "none", "stroke-width": 2, "stroke-dasharray": dash.join(" ") });
  const item = legend.appendChild(document.createElement("li"));
  const name = Object.assign(document.createElement("span"), { textContent: layer });
  item.append(svg("svg", { viewBox: "0 0 22 12", "aria-hidden": "true" }, [line]), name, document.createElement("output"));
  return item;
}
