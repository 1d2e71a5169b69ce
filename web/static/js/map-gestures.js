// Mouse, fingers and keys on a map: pan, zoom, point, pick, lasso.

const STILL = 4; // pixels a click may move
const FINGER = 60; // pixels from the cross within which the keyboard points at something
const ARROWS = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
const ZOOMS = { "+": 1.4, "=": 1.4, "-": 1 / 1.4 };

class Gestures {
  #plot;
  #to;
  #pointers = new Map();
  #moved = 0;
  #path = null;

  /**
   * @param {import("./map-plot.js").Plot} plot
   * @param {{point: Function, pick: Function, lasso: Function, lassoing: () => boolean}} to point(index or null, x, y)
   *   where the pointer is, pick(index or null), lasso(path in pixels)
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
    on("keydown", (event) => this.#key(event));
    on("blur", () => this.#cross(false));
  }

  #down(event) {
    if (event.button !== 0) return;
    this.#plot.box.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, place(event));
    this.#moved = this.#pointers.size > 1 ? Infinity : 0;
    const drawing = this.#pointers.size === 1 && (event.shiftKey || this.#to.lassoing());
    this.#path = drawing ? [place(event)] : null;
    this.#cross(false);
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
      this.#pan(now[0] - before[0], now[1] - before[1]);
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
    this.#pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
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

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { width, height } = this.#plot.frame;
    const inTheMiddle = () => this.#plot.nearest(width / 2, height / 2, FINGER);
    if (ARROWS[event.key]) this.#pan(...ARROWS[event.key]);
    else if (ZOOMS[event.key]) this.zoom(ZOOMS[event.key]);
    else if (event.key === "0") this.fit();
    else if (event.key === "Enter") this.#to.pick(inTheMiddle());
    else if (event.key === "Escape") this.#to.pick(null);
    else return;
    event.preventDefault();
    this.#cross(true);
    this.#to.point(inTheMiddle(), width / 2, height / 2);
  }

  fit() {
    this.#plot.fitting = true;
    this.#plot.redraw();
  }

  zoom(factor) {
    this.#zoom(this.#plot.frame.width / 2, this.#plot.frame.height / 2, factor);
  }

  #pan(dx, dy) {
    this.#plot.fitting = false;
    this.#plot.frame.pan(dx, dy);
    this.#plot.redraw();
  }

  #zoom(x, y, factor) {
    this.#plot.fitting = false;
    this.#plot.frame.zoomAt(x, y, factor);
    this.#plot.redraw();
  }

  #cross(shown) {
    if (this.#plot.marks.centre === shown) return;
    this.#plot.marks.centre = shown;
    this.#plot.redraw();
  }
}

/**
 * @param {import("./map-plot.js").Plot} plot
 * @param {Element} root holds the buttons that do the same
 * @param {object} to what Gestures tells, but for lassoing
 */
export function bindGestures(plot, root, to) {
  const lasso = root.querySelector("[name=drag][value=lasso]");
  const gestures = new Gestures(plot, { ...to, lassoing: () => lasso.checked });
  root.querySelector("[data-map-fit]").addEventListener("click", () => gestures.fit());
  root.querySelector("[data-map-in]").addEventListener("click", () => gestures.zoom(1.5));
  root.querySelector("[data-map-out]").addEventListener("click", () => gestures.zoom(1 / 1.5));
}

/** Where in the box an event is. */
function place(event) {
  const box = event.currentTarget.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}
