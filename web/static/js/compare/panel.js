// One run's map among others.

import { readPoints } from "../maps/data.js";
import { bindGestures } from "../maps/keys.js";
import { paint } from "../maps/paint.js";
import { HoverCard, PREDICTED } from "../maps/pictures.js";
import { Plot } from "../maps/plot.js";
import { colour } from "../shell/tokens.js";

export class Panel {
  points = null;
  #root;
  #card;

  /**
   * @param {Element} root holds the buttons that all panels share
   * @param {object} data of the run, with names and split
   * @param {object} to what is told: point(index), pick(index), lasso(panel, path), moved(panel); steered(panel)
   *   says whether the buttons are for it
   */
  constructor(root, data, to) {
    this.data = { ...data, words: PREDICTED };
    this.#root = root.querySelector(`[data-panel="${data.run}"]`);
    this.plot = new Plot(this.#root.querySelector("[data-map-box]"));
    this.#card = new HoverCard(this.#root.querySelector("[data-map-card]"), this.data, this.plot);
    bindGestures(this.plot, root, {
      point: (index, x, y) => {
        to.point(index);
        if (this.points) this.#card.show(this.points, index, x, y);
      },
      pick: (index) => to.pick(index),
      lasso: (path) => to.lasso(this, path),
      moved: () => to.moved(this),
      steered: () => to.steered(this),
    });
  }

  /** Takes in how the map stands now, and draws it if there is something to draw. */
  async load(data) {
    Object.assign(this.data, data);
    this.#root.querySelector("[data-figure]").textContent = data.figure;
    if (data.drawn) {
      const response = await fetch(data.points_url);
      if (response.ok) this.points = readPoints(await response.arrayBuffer());
      if (this.points) this.plot.moveTo(this.points.xy);
    }
    this.say(this.points && !data.active ? "" : data.said);
  }

  say(text) {
    this.#root.querySelector("[data-said]").textContent = text;
  }

  paint(legend) {
    this.plot.ink = colour("--text");
    if (this.points) this.plot.paint = paint(this.points, legend);
    this.plot.redraw();
  }

  mark(marks) {
    Object.assign(this.plot.marks, marks);
    this.plot.mark();
  }

  /** Shows the same part as another panel. */
  follow({ plot }) {
    this.plot.fitting = plot.fitting;
    const { x, y, scale } = plot.frame;
    if (!plot.fitting) Object.assign(this.plot.frame, { x, y, scale });
    this.plot.redraw();
  }
}
