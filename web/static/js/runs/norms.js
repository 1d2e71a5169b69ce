// How training goes in each layer of a run: asked for when its card is opened, and live from then on.

import { LayerChart } from "./layer-chart.js";
import { stream } from "../live/stream.js";
import { onThemeChange } from "../shell/theme.js";
import { percent, rate } from "../shell/format.js";

const DRAW_EVERY = 250; // milliseconds

class Norms {
  #norms = new Map(); // by layer, in the order of the steps
  #dead = new Map();
  #charts;
  #drawing = false;

  constructor(card, { layers, relu_layers: relus, usual_share: usual, norms, dead_units: dead }) {
    const figures = card.querySelector("[data-norm-figures]");
    figures.hidden = false;
    const chart = (name, of, how) => new LayerChart(figures.querySelector(`[data-norm="${name}"]`), of, how);
    const size = (y) => (y < 1e-4 || y >= 1e5 ? y.toExponential(2) : rate(y));
    const together = (x) => ["gradient", "share"].forEach((name) => this.#charts[name].showValues(x));
    this.#charts = {
      gradient: chart("gradient", layers, { usual: null, write: size, onCross: together }),
      share: chart("share", layers, { usual, write: size, onCross: together }),
      dead: chart("dead", relus, { share: true, dots: true, usual: null, write: percent, onCross: (x) => this.#charts.dead.showValues(x) }),
    };
    figures.querySelector('[data-norm="dead"]').hidden = relus.length === 0;
    this.addNorms(norms);
    this.addDead(dead);
    onThemeChange(() => Object.values(this.#charts).forEach((each) => each.paint()));
  }

  addNorms(rows) {
    for (const row of rows) add(this.#norms, row.layer, row.step, row);
    this.#drawSoon();
  }

  addDead(rows) {
    for (const row of rows) add(this.#dead, row.layer, row.epoch, { y: row.dead / row.units });
    this.#drawSoon();
  }

  #drawSoon() {
    if (this.#drawing) return;
    this.#drawing = true;
    setTimeout(() => {
      this.#drawing = false;
      this.#charts.gradient.draw(lines(this.#norms, (row) => row.gradient_norm));
      this.#charts.share.draw(lines(this.#norms, (row) => row.update_norm / row.weight_norm));
      this.#charts.dead.draw(lines(this.#dead, (row) => row.y));
    }, DRAW_EVERY);
  }
}

/** Each once, however often it arrives. */
function add(rows, layer, x, row) {
  const line = rows.get(layer) ?? rows.set(layer, []).get(layer);
  if (x > (line.at(-1)?.x ?? 0)) line.push({ x, ...row });
}

function lines(rows, value) {
  return new Map([...rows].map(([layer, line]) => [layer, line.map((row) => ({ x: row.x, y: value(row) }))]));
}

const card = document.querySelector("[data-norms]");
if (card) {
  let norms = null;
  let asked = false;
  const ask = async () => {
    if (!card.open || asked) return;
    asked = true;
    const response = await fetch(card.dataset.json).catch(() => null);
    const data = response?.ok ? await response.json() : null;
    if (data?.norms.length > 0) norms = new Norms(card, data);
    else asked = false; // Nothing yet: once there is, or when it is opened again.
  };
  card.addEventListener("toggle", ask);
  stream.on("steps", ({ norms: rows }) => (norms ? norms.addNorms(rows) : rows.length > 0 && ask()));
  stream.on("epoch", ({ dead_units: rows }) => norms?.addDead(rows));
  ask();
}
