// Keys and buttons on a map. The keyboard points with a cross in the middle of the map.

import { Gestures } from "./gestures.js";

const NEAR = 60; // pixels from the cross within which a point is meant
const ARROWS = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
const ZOOMS = { "+": 1.4, "=": 1.4, "-": 1 / 1.4 };

/**
 * Binds mouse, fingers, keys and buttons.
 *
 * @param {import("./plot.js").Plot} plot
 * @param {Element} root holds the buttons
 * @param {object} to what is told, as of Gestures; steered(), if there, says whether the buttons are for this map
 */
export function bindGestures(plot, root, to) {
  const lasso = root.querySelector("[name=drag][value=lasso]");
  const gestures = new Gestures(plot, { ...to, lassoing: () => lasso.checked });
  const cross = (shown) => {
    if (plot.marks.centre === shown) return;
    plot.marks.centre = shown;
    plot.redraw();
  };
  plot.box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !act(event.key, plot, gestures, to)) return;
    event.preventDefault();
    cross(true);
    to.point(...inTheMiddle(plot));
  });
  for (const type of ["blur", "pointerdown"]) plot.box.addEventListener(type, () => cross(false));
  const button = (name, press) =>
    root.querySelector(`[data-map-${name}]`).addEventListener("click", () => (to.steered?.() ?? true) && press());
  button("fit", () => gestures.fit());
  button("in", () => gestures.zoom(1.5));
  button("out", () => gestures.zoom(1 / 1.5));
}

/** @returns {boolean} whether the key means anything */
function act(key, plot, gestures, to) {
  if (ARROWS[key]) gestures.pan(...ARROWS[key]);
  else if (ZOOMS[key]) gestures.zoom(ZOOMS[key]);
  else if (key === "0") gestures.fit();
  else if (key === "Enter") to.pick(inTheMiddle(plot)[0]);
  else if (key === "Escape") to.pick(null);
  else return false;
  return true;
}

/** The point under the cross, and where the cross is. */
function inTheMiddle(plot) {
  const [x, y] = [plot.frame.width / 2, plot.frame.height / 2];
  return [plot.nearest(x, y, NEAR), x, y];
}
