// Draws tens of thousands of discs in a millisecond or two, straight into the pixels: a canvas's own arc() takes fifty
// times as long.

export class Raster {
  #context;
  #image;
  #pixels;
  #discs = new Map();

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
   * @param {{order: Uint32Array, tones: Uint8Array, palette: Uint32Array, sizes: Float32Array}} paint which points, and
   *   for each its place in the palette; for each place its colour (ABGR) and its size
   * @param {number} ratio canvas pixels for one of the frame's
   * @param {number} radius of a disc of size 1, in canvas pixels
   */
  draw(xy, { order, tones, palette, sizes }, frame, ratio, radius) {
    const { width, height } = this.canvas;
    this.#pixels.fill(0);
    const scale = frame.scale * ratio;
    const left = (frame.width / 2) * ratio - frame.x * scale;
    const top = (frame.height / 2) * ratio + frame.y * scale;
    const discs = Array.from(sizes, (size) => this.#disc(radius * size));
    for (let i = 0; i < order.length; i++) {
      const point = order[i];
      const tone = tones[point];
      const disc = discs[tone];
      const x = Math.round(left + xy[2 * point] * scale);
      const y = Math.round(top - xy[2 * point + 1] * scale);
      const reach = disc.length >> 1;
      if (x < -reach || y < -reach || x >= width + reach || y >= height + reach) continue;
      const inside = x >= reach && y >= reach && x < width - reach && y < height - reach;
      if (inside) this.#fill(x, y, disc, palette[tone], width);
      else this.#fillClipped(x, y, disc, palette[tone], width, height);
    }
    this.#context.putImageData(this.#image, 0, 0);
  }

  #fill(x, y, disc, colour, width) {
    const pixels = this.#pixels;
    let row = (y - (disc.length >> 1)) * width + x;
    for (let i = 0; i < disc.length; i++, row += width) {
      const end = row + disc[i];
      for (let at = row - disc[i]; at <= end; at++) pixels[at] = colour;
    }
  }

  #fillClipped(x, y, disc, colour, width, height) {
    for (let i = 0; i < disc.length; i++) {
      const line = y - (disc.length >> 1) + i;
      if (line < 0 || line >= height) continue;
      const end = Math.min(width - 1, x + disc[i]);
      for (let at = Math.max(0, x - disc[i]); at <= end; at++) this.#pixels[line * width + at] = colour;
    }
  }

  /** Half the width of each of a disc's rows. */
  #disc(radius) {
    const key = Math.max(1, Math.round(radius * 4));
    if (!this.#discs.has(key)) {
      const r = key / 4;
      const reach = Math.floor(r);
      // A little more than the circle: without it small discs turn out as diamonds, with more the smallest as squares.
      const edge = r < 1.5 ? 0.1 : 0.35;
      const half = (dy) => Math.floor(Math.sqrt(Math.max(0, (r + edge) ** 2 - dy * dy)));
      this.#discs.set(key, Int32Array.from({ length: 2 * reach + 1 }, (_, i) => half(i - reach)));
    }
    return this.#discs.get(key);
  }
}
