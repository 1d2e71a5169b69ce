// Keys and buttons on a map. The keyboard points with a cross in the middle of the map.

import { Gestures } from "./gestures.js";
import { bindKeys } from "../shell/keys.js";

const NEAR = 60; // pixels from the cross within which a point is meant
const ARROWS = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
const ZOOM = 1.4;

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
  const bind = (keys, does, act) => {
    const andPoint = (event) => {
      act(event.key);
      cross(true);
      to.point(...inTheMiddle(plot));
    };
    bindKeys(keys, does, andPoint, { on: plot.box, where: "On a map" });
  };
  bind(Object.keys(ARROWS), "Move", (key) => gestures.pan(...ARROWS[key]));
  bind(["+", "="], "Zoom in", () => gestures.zoom(ZOOM));
  bind(["-"], "Zoom out", () => gestures.zoom(1 / ZOOM));
  bind(["0"], "Show all", () => gestures.fit());
  bind(["Enter"], "Choose the point under the cross", () => to.pick(inTheMiddle(plot)[0]));
  bind(["Escape"], "Choose none", () => to.pick(null));
  for (const type of ["blur", "pointerdown"]) plot.box.addEventListener(type, () => cross(false));
  const button = (name, press) =>
    root.querySelector(`[data-map-${name}]`).addEventListener("click", () => (to.steered?.() ?? true) && press());
  button("fit", () => gestures.fit());
  button("in", () => gestures.zoom(1.5));
  button("out", () => gestures.zoom(1 / 1.5));
}

/** The point under the cross, and where the cross is. */
function inTheMiddle(plot) {
  const [x, y] = [plot.frame.width / 2, plot.frame.height / 2];
  return [plot.nearest(x, y, NEAR), x, y];
}
