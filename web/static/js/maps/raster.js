// Draws tens of thousands of small shapes in a millisecond or two, straight into the pixels: a canvas's own arc() takes
// fifty times as long.

import { within } from "./lasso.js";

const LARGER = 1.3; // shapes than discs, which would look larger otherwise

export class Raster {
  #context;
  #image;
  #pixels;
  #shapes = new Map();

  constructor(canvas) {
    this.canvas = canvas;
    this.#context = canvas.getContext("2d", { alpha: true });
  }

  /** @param {number} width of the canvas in its own pixels, as is height */
  resize(width, height) {
    this.canvas.width = width;
    this.canvas.height = height;
    this.#image = this.#context.createImageData(width, height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
  }

  /**
   * Draws points over each other in their order.
   *
   * @param {Float32Array} xy (N, 2) on the map
   * @param {import("./paint.js").Paint} paint which points, and for each its place in the palette; for each place its
   *   colour (ABGR), its size and the corners of its shape
   * @param {number} ratio canvas pixels for one of the frame's
   * @param {number} radius of a disc of size 1, in canvas pixels
   */
  draw(xy, { order, tones, palette, sizes, shapes }, frame, ratio, radius) {
    const { width, height } = this.canvas;
    this.#pixels.fill(0);
    const scale = frame.scale * ratio;
    const left = (frame.width / 2) * ratio - frame.x * scale;
    const top = (frame.height / 2) * ratio + frame.y * scale;
    const discs = sizes.map((size, tone) => this.#shape(radius * size, shapes[tone]));
    for (let i = 0; i < order.length; i++) {
      const point = order[i];
      const tone = tones[point];
      const disc = discs[tone];
      const x = Math.round(left + xy[2 * point] * scale);
      const y = Math.round(top - xy[2 * point + 1] * scale);
      const { reach } = disc;
      if (x < -reach || y < -reach || x >= width + reach || y >= height + reach) continue;
      const inside = x >= reach && y >= reach && x < width - reach && y < height - reach;
      if (inside) this.#fill(x, y, disc, palette[tone], width);
      else this.#fillClipped(x, y, disc, palette[tone], width, height);
    }
    this.#context.putImageData(this.#image, 0, 0);
  }

  #fill(x, y, { spans }, colour, width) {
    for (let i = 0; i < spans.length; i += 3) {
      const row = (y + spans[i]) * width + x;
      this.#pixels.fill(colour, row + spans[i + 1], row + spans[i + 2] + 1);
    }
  }

  #fillClipped(x, y, { spans }, colour, width, height) {
    for (let i = 0; i < spans.length; i += 3) {
      const line = y + spans[i];
      if (line < 0 || line >= height) continue;
      const end = Math.min(width - 1, x + spans[i + 2]);
      for (let at = Math.max(0, x + spans[i + 1]); at <= end; at++) this.#pixels[line * width + at] = colour;
    }
  }

  /** How far a shape reaches, and its spans of pixels: row, first and last column, counted from its middle. */
  #shape(radius, corners) {
    const key = `${Math.max(1, Math.round(radius * 4))} ${corners}`;
    if (!this.#shapes.has(key)) {
      const r = Math.max(1, Math.round(radius * 4)) / 4;
      this.#shapes.set(key, spans(corners.length === 0 ? disc(r) : polygon(r * LARGER + 0.5, corners)));
    }
    return this.#shapes.get(key);
  }
}

function disc(r) {
  // A little more than the circle: without it small discs turn out as diamonds, with more the smallest as squares.
  const edge = r < 1.5 ? 0.1 : 0.35;
  return { reach: Math.floor(r), holds: (x, y) => x * x + y * y <= (r + edge) ** 2 };
}

function polygon(r, corners) {
  const placed = corners.map(([x, y]) => [(2 * x - 1) * r, (2 * y - 1) * r]);
  return { reach: Math.ceil(r), holds: (x, y) => within(x, y, placed) };
}

function spans({ reach, holds }) {
  const found = [];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      if (!holds(x, y)) continue;
      if (x > -reach && holds(x - 1, y)) found[found.length - 1] = x;
      else found.push(y, x, x);
    }
  }
  return { reach, spans: Int32Array.from(found) };
}
