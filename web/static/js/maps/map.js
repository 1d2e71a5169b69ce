// The page of a run's maps: shows the epoch's map, follows the scrubber, and t-SNE while it moves.

import { at } from "../shell/address.js";
import { PointStore, readPositions } from "./data.js";
import { Inside } from "./inside.js";
import { bindGestures } from "./keys.js";
import { Legend } from "./legend.js";
import { neighbours } from "./neighbours.js";
import { paint } from "./paint.js";
import { Picked } from "./picked.js";
import { HoverCard, PREDICTED } from "./pictures.js";
import { Plot } from "./plot.js";
import { LiveWords, showClasses, showFigures, showStatus } from "./words.js";
import { stream } from "../live/stream.js";
import { onThemeChange } from "../shell/theme.js";
import { colour } from "../shell/tokens.js";

const NEWS = "inkling:map"; // the map that is looked at stands otherwise than before

class MapPage {
  #root;
  #page; // what the server said, and the points that are shown
  #store = new PointStore();
  #plot;
  #legend;
  #picked;
  #inside;
  #live;
  #turn = 0;

  constructor(root, data) {
    this.#root = root;
    this.#page = { ...data, points: null, words: PREDICTED };
    const part = (name) => root.querySelector(`[data-map-${name}]`);
    this.#plot = new Plot(part("box"));
    this.#legend = new Legend(part("legend"), () => this.#paint());
    this.#picked = new Picked(part("picked"), this.#page, this.#plot, neighbours(part("picked"), this.#page, this.#plot));
    this.#inside = new Inside(part("inside"), this.#page, this.#plot);
    this.#live = new LiveWords(root);
    const card = new HoverCard(part("card"), this.#page, this.#plot);
    bindGestures(this.#plot, root, {
      point: (index, x, y) => {
        this.#plot.marks.hovered = index;
        this.#plot.mark();
        if (this.#page.points) card.show(this.#page.points, index, x, y);
      },
      pick: (index) => this.#picked.pick(index),
      lasso: (path) => this.#inside.lasso(path),
    });
    onThemeChange(() => this.#paint());
  }

  async start() {
    document.addEventListener("inkling:epoch", ({ detail }) => detail.waitFor(this.#goTo(detail)));
    stream.on("map", ({ map }) => this.#refresh(map));
    stream.on("jobs", ({ jobs }) => this.#live.showJob(jobs, this.#page.map?.map));
    stream.on("positions", (event) => this.#move(event));
    await this.#show(this.#page.map);
    await makeByItself(this.#root.querySelector("form[data-by-itself]"));
    this.#root.dispatchEvent(new Event(NEWS));
  }

  /** The scrubber's epoch: its map glides in. */
  async #goTo({ epoch, neighbours }) {
    this.#page.epoch = epoch;
    const mapOf = (each) => this.#page.series.find((map) => map.epoch === each);
    await this.#show(mapOf(epoch) ?? null);
    // Whoever plays through the epochs waits for a map that is being made.
    while (this.#page.epoch === epoch && this.#isComing()) {
      await new Promise((done) => this.#root.addEventListener(NEWS, done, { once: true }));
    }
    for (const map of neighbours.map(mapOf)) if (map?.drawn) this.#store.get(this.#page.run, map.map).catch(() => {});
  }

  #isComing() {
    const { map } = this.#page;
    if (map === null) return this.#root.querySelector("form[data-by-itself]") !== null;
    return !map.drawn && (map.status === "queued" || map.status === "running");
  }

  async #show(map) {
    const turn = ++this.#turn;
    this.#page.map = map;
    showStatus(this.#root, map);
    showFigures(this.#root, map);
    this.#root.querySelector("[data-map-box]").classList.toggle("stale", !map?.drawn);
    if (!map?.drawn) return;
    const points = await this.#store.get(this.#page.run, map.map);
    if (turn !== this.#turn) return;
    this.#page.points = points;
    this.#plot.moveTo(points.xy);
    this.#paint();
    showClasses(this.#root.querySelector("[data-map-classes]"), points);
    this.#picked.show();
    this.#inside.show();
  }

  #paint() {
    this.#plot.ink = colour("--text");
    if (this.#page.points) this.#plot.paint = paint(this.#page.points, this.#legend);
    this.#plot.redraw();
  }

  /** A map's row has changed: asks how it stands now. */
  async #refresh(id) {
    const query = new URLSearchParams(location.search);
    query.set("epoch", this.#page.epoch);
    const response = await fetch(at(`/runs/${this.#page.run}/map.json?${query}`));
    if (!response.ok) return;
    const { map, series } = await response.json();
    this.#page.series = series;
    if (map === null || map.map !== id) return;
    // While t-SNE moves, its events are newer than its file.
    if (map.status !== "running" || !this.#page.points) {
      this.#store.forget(id);
      await this.#show(map);
    }
    this.#root.dispatchEvent(new Event(NEWS));
  }

  #move({ map, bounds, positions, ...progress }) {
    if (this.#page.map?.map !== map) return;
    this.#live.show(progress);
    if (this.#page.points) this.#plot.moveTo(readPositions(positions, bounds));
  }
}
/** PCA takes a moment only, so nobody has to ask for it. */
async function makeByItself(form) {
  if (!form) return;
  const body = new URLSearchParams(new FormData(form));
  const response = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (response?.ok) location.reload(); // what the address selects stays
  else delete form.dataset.byItself; // nothing comes: whoever wants it presses the button
}

const data = JSON.parse(document.querySelector("#map-data").textContent);
new MapPage(document.querySelector("#map-page"), data).start();
