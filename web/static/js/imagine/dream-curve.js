// The curve of an imagined picture: how sure the network was after so many images or steps.

import { Chart, paintAxes } from "../charts/chart.js";
import { count } from "../shell/format.js";
import { roundLogOdds, sureness } from "./log-odds.js";
import { logTicks, tickText } from "../charts/log-ticks.js";
import { colour } from "../shell/tokens.js";

const LETTER = 0.52; // of the font's size, that a letter of a number takes along the axis
const MARGIN = 0.6; // of log-odds, above and below the curve

export class DreamCurve {
  #search;
  #chart;

  /** @param {string} method of a search the best so far is drawn, and across is logarithmic */
  constructor(canvas, method) {
    this.#search = method === "noise";
    this.#chart = new Chart(canvas, this.#configuration(method));
    this.paint();
  }

  /** @param {[number, number][]} points pairs of a count and a log-odds */
  draw(points, done) {
    const data = points.map(([x, y]) => ({ x, y }));
    // The best so far has stayed the best until now.
    if (this.#search && data.length > 0 && done > data.at(-1).x) data.push({ x: done, y: data.at(-1).y });
    const { y } = this.#chart.options.scales;
    y.min = Math.min(...data.map((point) => point.y), 0) - MARGIN;
    y.max = Math.max(...data.map((point) => point.y), 0) + MARGIN;
    this.#chart.data.datasets[0].data = data;
    this.#chart.update("none");
  }

  /** Takes the colours from the style sheet: at first, and after a change of theme. */
  paint() {
    const line = colour("--chart-train");
    Object.assign(this.#chart.data.datasets[0], { borderColor: line, pointBackgroundColor: line, pointBorderColor: line });
    paintAxes(this.#chart);
    this.#chart.update("none");
  }

  #configuration(method) {
    const scale = () => ({ grid: {}, border: { display: false }, ticks: { maxRotation: 0 } });
    const x = { ...scale(), type: this.#search ? "logarithmic" : "linear", bounds: "data" };
    if (this.#search) {
      x.afterBuildTicks = (axis) => {
        const label = LETTER * Chart.defaults.font.size * tickText(axis.max).length;
        axis.ticks = logTicks(axis.min, axis.max, axis.width / label).map((value) => ({ value }));
      };
    }
    x.ticks.precision = 0; // half a step is none
    x.ticks.callback = tickText;
    const y = { ...scale(), type: "linear" };
    y.ticks.callback = (value, index, ticks) => ticks[index].label;
    y.afterBuildTicks = (axis) => {
      axis.ticks = thinned(roundLogOdds(axis.min, axis.max));
    };
    const label = ({ parsed }) => `${sureness(parsed.y)} after ${count(parsed.x)} ${method === "noise" ? "images" : "steps"}`;
    return {
      type: "line",
      data: {
        datasets: [{ data: [], stepped: this.#search, borderWidth: 2, pointRadius: this.#search ? 3 : 0, pointHitRadius: 8 }],
      },
      options: {
        parsing: false,
        normalized: true,
        interaction: { mode: "nearest", axis: "x", intersect: false },
        scales: { x, y },
        plugins: {
          legend: { display: false },
          tooltip: { displayColors: false, callbacks: { title: () => "", label } },
        },
      },
    };
  }
}

/** Few enough ticks to be read. */
function thinned(ticks) {
  const stride = Math.ceil(ticks.length / 9);
  return ticks.filter((tick, i) => (ticks.length - 1 - i) % stride === 0);
}
