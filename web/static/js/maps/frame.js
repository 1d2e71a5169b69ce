// Which part of a map is looked at: from the map's coordinates to pixels and back; no DOM. y points up on the map.

const MARGIN = 0.04;
const CLOSEST = 200; // times the whole map

export class Frame {
  width = 1;
  height = 1;
  x = 0; // of the map, in the middle of the canvas
  y = 0;
  scale = 1; // pixels for one unit of the map
  #whole = 1;

  resize(width, height) {
    this.scale *= Math.min(width, height) / Math.min(this.width, this.height);
    this.#whole *= Math.min(width, height) / Math.min(this.width, this.height);
    Object.assign(this, { width, height });
  }

  /** How many times larger than the whole map. */
  get zoom() {
    return this.scale / this.#whole;
  }

  /** Shows all points. */
  fit(xy) {
    let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < xy.length; i += 2) {
      left = Math.min(left, xy[i]);
      right = Math.max(right, xy[i]);
      bottom = Math.min(bottom, xy[i + 1]);
      top = Math.max(top, xy[i + 1]);
    }
    this.x = (left + right) / 2;
    this.y = (bottom + top) / 2;
    const room = 1 - 2 * MARGIN;
    const fits = Math.min((room * this.width) / (right - left), (room * this.height) / (top - bottom));
    this.scale = this.#whole = Number.isFinite(fits) ? fits : 1;
  }

  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y += dy / this.scale;
  }

  /** Zooms so that what is at a pixel stays there. */
  zoomAt(px, py, factor) {
    const [x, y] = this.toMap(px, py);
    this.scale = Math.min(this.#whole * CLOSEST, Math.max(this.#whole / 4, this.scale * factor));
    this.x = x - (px - this.width / 2) / this.scale;
    this.y = y + (py - this.height / 2) / this.scale;
  }

  centreOn(x, y) {
    Object.assign(this, { x, y });
  }

  toMap(px, py) {
    return [this.x + (px - this.width / 2) / this.scale, this.y - (py - this.height / 2) / this.scale];
  }

  toPixels(x, y) {
    return [this.width / 2 + (x - this.x) * this.scale, this.height / 2 - (y - this.y) * this.scale];
  }
}
