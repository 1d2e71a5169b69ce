// A stretch of an axis of the parallel coordinates, drawn and moved by dragging.

import { svg } from "../shell/svg.js";

const REACH = 18; // pixels to each side of the axis that take the pointer
const WIDTH = 14;
const STILL = 4; // pixels a click may move

export class AxisBrush {
  #axis;
  #frame;
  #onBrush;
  #bar;
  #stretch = null;
  #from = null;
  #held = null;

  /**
   * @param {import("./axes.js").Axis} axis
   * @param {{top: number, height: number}} frame
   * @param {(stretch: [number, number] | null) => void} onBrush
   */
  constructor(axis, frame, onBrush) {
    this.#axis = axis;
    this.#frame = frame;
    this.#onBrush = onBrush;
    this.group = svg("g", { class: "brush", "data-brush": axis.id });
    const reach = svg("rect", { x: -REACH, y: frame.top - 8, width: 2 * REACH, height: frame.height + 16, class: "reach" });
    this.#bar = svg("rect", { x: -WIDTH / 2, width: WIDTH, rx: 3, class: "bar", visibility: "hidden" });
    this.group.append(reach, this.#bar);
    this.group.addEventListener("pointerdown", (event) => this.#down(event));
    this.group.addEventListener("pointermove", (event) => this.#move(event));
    this.group.addEventListener("pointerup", (event) => this.#up(event));
    this.group.addEventListener("pointercancel", () => (this.#from = null));
  }

  #place(event) {
    const y = event.clientY - this.group.ownerSVGElement.getBoundingClientRect().top - this.#frame.top;
    return Math.max(0, Math.min(1, 1 - y / this.#frame.height));
  }

  #down(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.group.setPointerCapture(event.pointerId);
    this.#from = this.#place(event);
    const places = this.#places();
    // Within the stretch the whole of it is moved.
    this.#held = event.target === this.#bar && places ? places : null;
  }

  #places() {
    return this.#stretch?.map((value) => Math.max(0, Math.min(1, this.#axis.place(value)))) ?? null;
  }

  #move(event) {
    if (this.#from === null) return;
    const now = this.#place(event);
    if (this.#held) {
      const [low, high] = this.#held;
      const by = Math.max(-low, Math.min(1 - high, now - this.#from));
      this.#brush([low + by, high + by]);
    } else if (Math.abs(now - this.#from) * this.#frame.height > STILL) {
      this.#brush([Math.min(now, this.#from), Math.max(now, this.#from)]);
    }
  }

  #brush(places) {
    this.#onBrush(places.map((place) => this.#axis.at(place)));
  }

  #up(event) {
    if (this.#from !== null && Math.abs(this.#place(event) - this.#from) * this.#frame.height <= STILL) this.#onBrush(null);
    this.#from = null;
  }

  /** Draws a stretch; null for none. */
  show(stretch) {
    this.#stretch = stretch;
    const places = this.#places();
    this.#bar.setAttribute("visibility", places ? "visible" : "hidden");
    if (!places) return;
    this.#bar.setAttribute("y", this.#frame.top + this.#frame.height * (1 - places[1]));
    this.#bar.setAttribute("height", Math.max(2, this.#frame.height * (places[1] - places[0])));
  }
}
