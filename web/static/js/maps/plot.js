// The map itself: two canvases, the points below and what is marked above, redrawn at most once a frame.

import { Frame } from "./frame.js";
import { drawMarks } from "./marks.js";
import { Raster } from "./raster.js";
import { magnification } from "../shell/fullscreen.js";

const MOVE = 450; // milliseconds in which points glide to their next places
const NEAR = 14; // pixels within which a point is meant

export class Plot {
  frame = new Frame();
  xy = new Float32Array(0);
  paint = null;
  ink = "black"; // of the marks
  /** What is drawn above the points: indices, a lasso on the map, one that is being drawn in pixels, the keyboard's cross. */
  marks = { selected: null, neighbours: [], hovered: null, inside: [], outline: [], path: [], centre: false };
  whole = null; // what is shown at first, corners as xy has them; if null, where there are points
  axes = null; // drawn above the points, if there are any
  fitting = true; // until somebody zooms or pans
  #raster;
  #above;
  #ratio = 1;
  #from = null;
  #to = null;
  #began = 0;
  #asked = false;
  #stale = true; // whether the points are to be drawn, and not only what is marked above them

  constructor(box) {
    this.box = box;
    this.#raster = new Raster(box.querySelector("[data-map-points]"));
    this.#above = box.querySelector("[data-map-marks]");
    new ResizeObserver(() => this.#resize()).observe(box);
    this.#resize();
  }

  #resize() {
    const { clientWidth: width, clientHeight: height } = this.box;
    if (width === 0 || height === 0) return;
    this.#ratio = Math.min(2, devicePixelRatio || 1);
    this.frame.resize(width, height);
    const pixels = [Math.round(width * this.#ratio), Math.round(height * this.#ratio)];
    this.#raster.resize(...pixels);
    [this.#above.width, this.#above.height] = pixels;
    this.redraw();
  }

  /** Shows points; those of before glide to their new places where they are as many. */
  moveTo(xy) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const glide = this.xy.length === xy.length && !still;
    this.#from = glide ? this.xy.slice() : null;
    this.#to = glide ? xy : null;
    this.#began = performance.now();
    if (!glide) this.xy = xy;
    this.redraw();
  }

  redraw() {
    this.#stale = true;
    this.mark();
  }

  /** Draws only what is marked above the points, which costs next to nothing. */
  mark() {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame((now) => {
      this.#asked = false;
      this.#glide(now);
      this.#draw();
    });
  }

  #glide(now) {
    if (!this.#to) return;
    this.#stale = true;
    const share = Math.min(1, Math.max(0, (now - this.#began) / MOVE));
    const eased = share * share * (3 - 2 * share);
    const moved = new Float32Array(this.#to.length);
    for (let i = 0; i < moved.length; i++) moved[i] = this.#from[i] + (this.#to[i] - this.#from[i]) * eased;
    this.xy = moved;
    if (share === 1) this.#from = this.#to = null;
    else this.mark();
  }

  #draw() {
    if (!this.paint || this.xy.length === 0) return;
    if (this.#stale) {
      if (this.fitting) this.frame.fit(this.whole ?? this.xy);
      this.#raster.draw(this.xy, this.paint, this.frame, this.#ratio, this.radius * this.#ratio);
      this.#stale = false;
    }
    drawMarks(this.#above, this.#ratio, this);
  }

  get radius() {
    const count = this.xy.length / 2;
    const small = count > 20_000 ? 1.3 : count > 4_000 ? 2 : 3;
    return magnification() * small * Math.min(3, Math.max(0.8, this.frame.zoom ** 0.4));
  }

  /** Where a point is drawn. */
  pixels(index) {
    return this.frame.toPixels(this.xy[2 * index], this.xy[2 * index + 1]);
  }

  /** @returns {number[][]} where what is selected is drawn: the image and its neighbours, what a lasso caught, and the lasso */
  selection() {
    const { selected, neighbours, inside, outline } = this.marks;
    const points = [...(selected === null ? [] : [selected, ...neighbours]), ...inside].filter((i) => 2 * i < this.xy.length);
    return [...points.map((i) => this.pixels(i)), ...outline.map((corner) => this.frame.toPixels(...corner))];
  }

  /** @returns {number | null} the visible point nearest to a pixel, none if all are farther than a finger's breadth */
  nearest(px, py, reach = NEAR) {
    const [x, y] = this.frame.toMap(px, py);
    let found = null;
    let least = (reach / this.frame.scale) ** 2;
    for (const i of this.paint?.order ?? []) {
      const distance = (this.xy[2 * i] - x) ** 2 + (this.xy[2 * i + 1] - y) ** 2;
      if (distance <= least) [found, least] = [i, distance];
    }
    return found;
  }
}
