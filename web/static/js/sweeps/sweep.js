// A sweep's page: two pictures and a table that share what is picked, and go on while the runs do.

import { axesOf } from "./axes.js";
import { drawLegend, paintScale } from "./colours.js";
import { Narrow } from "./narrow.js";
import { Parallel } from "./parallel.js";
import { Picked } from "./picked.js";
import { Scatter } from "./scatter.js";
import { Selection } from "./selection.js";
import { bindTools } from "../charts/tools.js";
import { onThemeChange } from "../shell/theme.js";

class SweepCharts {
  #root;
  #data;
  #selection = new Selection();
  #whole = false; // whether the worst runs have their place on the axes
  #views;

  constructor(root, data) {
    this.#root = root;
    root.querySelector("[data-sweep-drawn]").hidden = false;
    const point = (run) => this.#point(run);
    this.#views = {
      parallel: new Parallel(root.querySelector("[data-parallel]"), this.#selection, point),
      scatter: new Scatter(root.querySelector("[data-scatter]"), this.#selection, point),
      narrow: new Narrow(root.querySelector("[data-narrow]"), this.#selection),
      picked: new Picked(root, this.#selection),
    };
    paintScale();
    this.#selection.onChange(() => this.#showPicked());
    ["colour-by", "scatter-x", "scatter-y"].forEach((name) => this.#select(name).addEventListener("change", () => this.#draw()));
    onThemeChange(() => {
      paintScale();
      this.#draw();
    });
    this.#data = data;
    bindTools(root.querySelector(".curve-tools fieldset"), ({ outliers }) => {
      this.#whole = outliers === "shown";
      this.update(this.#data);
    });
  }

  #select(name) {
    return this.#root.querySelector(`[data-${name}]`);
  }

  update(data) {
    this.#data = data;
    const axes = axesOf(data, this.#whole);
    const all = [...axes.values()];
    const metrics = all.filter((axis) => axis.kind === "metric");
    fill(this.#select("colour-by"), [...metrics, ...all.filter((axis) => axis.kind === "setting")]);
    // Numbers first: a cloud of points says more of them than of a few choices.
    const settings = all.filter((axis) => axis.kind === "setting");
    fill(this.#select("scatter-x"), settings.sort((a, b) => Boolean(a.categories) - Boolean(b.categories)));
    fill(this.#select("scatter-y"), metrics);
    this.#selection.update(data.runs, axes);
    this.#draw();
  }

  #axis(name) {
    return this.#selection.axes.get(this.#select(name).value);
  }

  #draw() {
    const { runs } = this.#data;
    const by = this.#axis("colour-by");
    const [x, y] = [this.#axis("scatter-x"), this.#axis("scatter-y")];
    this.#views.parallel.show(runs, this.#selection.axes, by);
    this.#views.narrow.show(this.#selection.axes);
    drawLegend(this.#root, by);
    this.#root.querySelector("[data-scatter-part]").hidden = !y; // No run has a result yet.
    const none = x && y ? this.#views.scatter.show(runs, x, y, by) : runs.length;
    const said = this.#root.querySelector("[data-unfinished]");
    said.hidden = none === 0;
    said.textContent = `${none === 1 ? "One run has" : `${none} runs have`} no result (yet): dashed above, and not in the scatter.`;
    const strayed = [...new Set([...this.#views.parallel.axes, y])].map((axis) => axis?.strayed).filter(Boolean);
    const beyond = this.#root.querySelector("[data-beyond]");
    beyond.hidden = strayed.length === 0;
    beyond.textContent = `▲ ▼ At the end of an axis, and farther off than drawn: ${strayed.join(", ")}.`;
    this.#showPicked();
  }

  #showPicked() {
    this.#views.parallel.dim();
    this.#views.scatter.dim();
    this.#views.narrow.update();
    this.#views.picked.show();
  }

  #point(run) {
    this.#views.parallel.point(run);
    this.#root.querySelector("[data-chart-hint]").textContent = run
      ? `run ${run.run}: ${[...this.#selection.axes.values()].filter((axis) => axis.kind === "setting" || axis.id === "best_valid_loss").map((axis) => `${axis.title.toLowerCase()} ${axis.text(run)}`).join(", ")}`
      : "";
  }
}

/** Offers axes; what was chosen stays chosen. */
function fill(select, axes) {
  const chosen = select.value;
  select.replaceChildren(...axes.map((axis) => new Option(axis.title, axis.id)));
  if (axes.some((axis) => axis.id === chosen)) select.value = chosen;
}

const root = document.querySelector("[data-sweep-charts]");
if (root) {
  const read = () => JSON.parse(document.querySelector("#sweep-data").textContent);
  const charts = new SweepCharts(root, read());
  document.addEventListener("inkling:written", () => charts.update(read()));
}
