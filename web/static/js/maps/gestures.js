// Mouse and fingers on a map: pan, zoom, point, pick, lasso.

const STILL = 4; // pixels a click may move

export class Gestures {
  #plot;
  #to;
  #pointers = new Map();
  #moved = 0;
  #path = null;

  /**
   * @param {import("./plot.js").Plot} plot
   * @param {{point: Function, pick: Function, lasso: Function, lassoing: () => boolean}} to point(index or null, x, y)
   *   where the pointer is, pick(index or null), lasso(path in pixels); moved(), if there, after another part is shown
   */
  constructor(plot, to) {
    this.#plot = plot;
    this.#to = to;
    const on = (type, call) => plot.box.addEventListener(type, (event) => call(event), { passive: false });
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup", (event) => this.#up(event));
    on("pointercancel", (event) => this.#up(event));
    on("pointerleave", () => to.point(null));
    on("wheel", (event) => this.#wheel(event));
    on("dblclick", (event) => this.#zoom(...place(event), 2));
  }

  #down(event) {
    if (event.button !== 0) return;
    this.#plot.box.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, place(event));
    this.#moved = this.#pointers.size > 1 ? Infinity : 0;
    const drawing = this.#pointers.size === 1 && (event.shiftKey || this.#to.lassoing());
    this.#path = drawing ? [place(event)] : null;
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    const now = place(event);
    if (!before) return this.#to.point(this.#plot.nearest(...now), ...now);
    this.#moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (this.#path) {
      this.#path.push(now);
      this.#plot.marks.path = [...this.#path, this.#path[0]];
    } else if (this.#pointers.size === 1 && this.#moved > STILL) {
      this.pan(now[0] - before[0], now[1] - before[1]);
    } else if (this.#pointers.size === 2) {
      this.#pinch(event.pointerId, before, now);
    }
    this.#pointers.set(event.pointerId, now);
    this.#plot.redraw();
    return undefined;
  }

  #pinch(id, before, now) {
    const [, still] = [...this.#pointers].find(([other]) => other !== id);
    const apart = (from) => Math.hypot(from[0] - still[0], from[1] - still[1]);
    this.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    this.#zoom((now[0] + still[0]) / 2, (now[1] + still[1]) / 2, apart(now) / Math.max(1, apart(before)));
  }

  #up(event) {
    if (!this.#pointers.delete(event.pointerId)) return;
    if (this.#path && this.#moved > STILL) this.#to.lasso(this.#path);
    else if (event.type === "pointerup" && this.#moved <= STILL) this.#to.pick(this.#plot.nearest(...place(event)));
    this.#path = null;
    this.#plot.marks.path = [];
    this.#plot.redraw();
  }

  #wheel(event) {
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? event.deltaY * 18 : event.deltaY;
    this.#zoom(...place(event), Math.exp(-Math.max(-80, Math.min(80, pixels)) / 250));
  }

  fit() {
    this.#plot.fitting = true;
    this.#moveOn();
  }

  zoom(factor) {
    this.#zoom(this.#plot.frame.width / 2, this.#plot.frame.height / 2, factor);
  }

  pan(dx, dy) {
    this.#plot.fitting = false;
    this.#plot.frame.pan(dx, dy);
    this.#moveOn();
  }

  #zoom(x, y, factor) {
    this.#plot.fitting = false;
    this.#plot.frame.zoomAt(x, y, factor);
    this.#moveOn();
  }

  #moveOn() {
    this.#plot.redraw();
    this.#to.moved?.();
  }
}

/** Where in the box an event is. */
function place(event) {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}
