// The map of how the training images were learnt: variability across, confidence up.

import { at } from "../shell/address.js";
import { LEARNT, readLearnt } from "./learnt.js";
import { Stories } from "./stories.js";
import { Inside } from "../maps/inside.js";
import { bindGestures } from "../maps/keys.js";
import { Legend } from "../maps/legend.js";
import { paint } from "../maps/paint.js";
import { Picked } from "../maps/picked.js";
import { HoverCard, imageUrl } from "../maps/pictures.js";
import { Plot } from "../maps/plot.js";
import { onThemeChange } from "../shell/theme.js";
import { colour } from "../shell/tokens.js";

const MARGIN = 18; // pixels, for what is written beside the axes

class DynamicsPage {
  #page;
  #plot;
  #legend;
  #picked;
  #stories;
  #card;
  #hint;

  constructor(root, data) {
    const part = (name) => root.querySelector(`[data-map-${name}]`);
    this.#page = { ...data, points: null, words: LEARNT };
    this.#plot = new Plot(part("box"));
    this.#stories = new Stories(this.#page);
    this.#legend = new Legend(part("legend"), () => this.#paint());
    const chart = root.querySelector("[data-picked-story]");
    this.#picked = new Picked(part("picked"), this.#page, this.#plot, (index, isStill) => this.#stories.draw(chart, index, isStill));
    const inside = new Inside(part("inside"), this.#page, this.#plot);
    this.#card = new HoverCard(part("card"), this.#page, this.#plot);
    this.#hint = part("hint");
    bindGestures(this.#plot, root, {
      point: (index, x, y) => this.#point(index, x, y),
      pick: (index) => this.#pick(index),
      lasso: (path) => inside.lasso(path),
    });
    onThemeChange(() => {
      this.#paint();
      this.#stories.paint();
    });
  }

  async start() {
    const response = await fetch(at(`/runs/${this.#page.run}/doctor/points.bin`));
    if (!response.ok) return;
    const { width, height } = this.#plot.frame;
    const aspect = width / height;
    this.#page.points = readLearnt(await response.arrayBuffer(), this.#page.epochs, aspect);
    const margin = MARGIN / height;
    this.#plot.whole = Float32Array.of(-margin, -margin, aspect, 1 + margin);
    this.#plot.axes = axes(aspect);
    this.#plot.moveTo(this.#page.points.xy);
    this.#paint();
    this.#picked.show();
  }

  #point(index, x, y) {
    if (!this.#page.points) return;
    if (index !== this.#plot.marks.hovered) this.#stories.hint(this.#hint, index);
    this.#plot.marks.hovered = index;
    this.#plot.mark();
    this.#card.show(this.#page.points, index, x, y);
  }

  /** What is chosen already is opened. */
  #pick(index) {
    if (index !== null && index === this.#picked.index) {
      location.assign(imageUrl(this.#page, index, this.#page.epoch));
      return;
    }
    this.#picked.pick(index);
    // A finger does not point before it picks.
    this.#point(index, ...(index === null ? [] : this.#plot.pixels(index)));
  }

  #paint() {
    this.#plot.ink = colour("--text");
    if (this.#plot.axes) {
      this.#plot.axes.colours = { grid: colour("--chart-grid"), text: colour("--text-soft"), ground: colour("--map-ground") };
    }
    const { points } = this.#page;
    if (points) {
      // What is always right has no wrong answer to be coloured by.
      this.#plot.paint = paint({ ...points, predicted: points.labels, confidence: points.correctness }, this.#legend);
    }
    this.#plot.redraw();
  }
}

function axes(aspect) {
  const tick = (share, scale, text) => ({ at: share * scale, text });
  return {
    x: { title: "variability", ticks: [0, 1, 2, 3, 4, 5].map((i) => tick(i / 5, aspect, (i / 10).toFixed(1))) },
    y: { title: "confidence", ticks: [0, 1, 2, 3, 4, 5].map((i) => tick(i / 5, 1, (i / 5).toFixed(1))) },
    words: [
      { text: "easy to learn", at: [0.12 * aspect, 0.93] },
      { text: "ambiguous", at: [0.88 * aspect, 0.5] },
      { text: "hard to learn", at: [0.12 * aspect, 0.07] },
    ],
    colours: {},
  };
}

const stands = document.querySelector("#dynamics-stands");
const shown = stands.dataset.study;
// What was measured since has another map.
document.addEventListener("inkling:written", () => stands.dataset.study !== shown && location.reload());
const data = document.querySelector("#dynamics-data");
if (data) new DynamicsPage(document.querySelector("#dynamics-map"), JSON.parse(data.textContent)).start();
