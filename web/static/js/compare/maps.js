// Maps of several runs: what is pointed at, picked or caught by a lasso in one is so in all.

import { at } from "../shell/address.js";
import { Panel } from "./panel.js";
import { Selection } from "./selection.js";
import { caught } from "../maps/lasso.js";
import { Legend } from "../maps/legend.js";
import { stream } from "../live/stream.js";
import { onThemeChange } from "../shell/theme.js";

class ComparedMaps {
  #root;
  #panels;
  #legend;
  #selection;
  #hovered = null;
  #asking = false;

  constructor(root, { names, split, panels }) {
    this.#root = root;
    const to = {
      point: (index) => this.#point(index),
      pick: (index) => this.#pick(index),
      lasso: (panel, path) => this.#lasso(panel, path),
      moved: (panel) => this.#moved(panel),
      steered: (panel) => !this.#together || panel === this.#panels[0],
    };
    this.#panels = panels.map((panel) => new Panel(root, { ...panel, names, split }, to));
    this.#legend = new Legend(root.querySelector("[data-map-legend]"), () => this.#paint());
    this.#selection = new Selection(root, this.#panels, { pick: to.pick, clear: () => this.#list([]) });
    onThemeChange(() => this.#paint());
    stream.on("jobs", (data) => this.#follow(data));
  }

  async show(panels) {
    await Promise.all(panels.map((data) => this.#load(data)));
  }

  async #load(data) {
    const panel = this.#panels.find((each) => each.data.run === data.run);
    await panel.load(data);
    panel.paint(this.#legend);
    panel.mark({ selected: this.#selection.picked });
    this.#selection.show(this.#hovered);
  }

  #paint() {
    for (const panel of this.#panels) panel.paint(this.#legend);
  }

  #point(index) {
    if (index === this.#hovered) return;
    this.#hovered = index;
    for (const panel of this.#panels) panel.mark({ hovered: index });
    this.#selection.show(index);
  }

  #pick(index) {
    if (!this.#selection.pick(index)) return;
    for (const panel of this.#panels) panel.mark({ selected: index });
    this.#selection.show(this.#hovered);
  }

  /** The outline stays where it was drawn; the images inside are ringed in every map. */
  #lasso(panel, path) {
    const { corners, indices } = caught(panel.plot, path);
    this.#list(indices);
    if (indices.length > 0) panel.mark({ outline: [...corners, corners[0]] });
  }

  #list(indices) {
    for (const panel of this.#panels) panel.mark({ inside: indices, outline: [] });
    this.#selection.list(indices);
  }

  get #together() {
    return this.#root.querySelector("[data-together]").checked;
  }

  #moved(panel) {
    if (!this.#together) return;
    for (const other of this.#panels) if (other !== panel) other.follow(panel);
  }

  /** A map that is being made says how far it is; once its job is gone, it is asked how it stands. */
  async #follow({ jobs, waiting }) {
    const allListed = jobs.filter((job) => job.state === "waiting").length >= waiting;
    const active = this.#panels.filter((panel) => panel.data.active);
    let done = false;
    for (const panel of active) {
      const job = jobs.find((each) => each.url.endsWith(`&map=${panel.data.map}`));
      if (job) panel.say(job.state === "running" ? `${job.activity}, ${Math.floor(100 * job.share)}\u2009%` : panel.data.said);
      else done ||= allListed;
    }
    if (!done || this.#asking) return;
    this.#asking = true;
    const response = await fetch(at(`/compare/maps.json${location.search}`)).catch(() => null); // The next event asks again.
    this.#asking = false;
    if (!response?.ok) return;
    const { panels } = await response.json();
    const runs = new Set(active.map((panel) => panel.data.run));
    await this.show(panels.filter((panel) => runs.has(panel.run)));
  }
}

const data = document.querySelector("#compare-maps-data");
if (data && document.querySelector("[data-panel]")) {
  const { panels, ...rest } = JSON.parse(data.textContent);
  new ComparedMaps(document.querySelector("#compare-maps"), { ...rest, panels }).show(panels);
}
