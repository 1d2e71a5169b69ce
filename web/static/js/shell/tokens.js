// The colours and shapes of the style sheet for things that are drawn: light-dark() and var() worked out.

const POINTS = [["circle"], ["rect"], ["rectRot"], ["triangle"], ["triangle", 180], ["cross"], ["crossRot"], ["line"], ["line", 90], ["star"]];

/** @returns {string} the colour of a custom property such as "--chart-train", as rgb() */
export function colour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  probe.hidden = true;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

/** @returns {string} the colour that a class has everywhere, as rgb(); every tenth class has the same */
export function classColour(label) {
  return colour(`--class-${label % 10}`);
}

/**
 * What tells classes of one colour apart.
 *
 * @returns {number[][]} the corners of its shape, each coordinate from 0 to 1; none of a disc
 */
export function classShape(label) {
  const shape = getComputedStyle(document.documentElement).getPropertyValue(`--shape-${Math.floor(label / 10)}`);
  const corners = shape.match(/polygon\((.*)\)/)?.[1].split(",") ?? [];
  return corners.map((corner) => corner.trim().split(/\s+/).map((share) => Number.parseFloat(share) / 100));
}

/** @returns {{pointStyle: string, rotation: number}} as near to its shape as a point of Chart.js can be */
export function classPoint(label) {
  const [pointStyle, rotation = 0] = POINTS[Math.floor(label / 10)] ?? POINTS[0];
  return { pointStyle, rotation };
}

/** @returns {number[]} red, green and blue of such a colour */
export function channels(rgb) {
  return rgb.match(/[\d.]+/g).slice(0, 3).map(Number);
}

/** @returns {string} the same colour, mostly see-through */
export function pale(rgb) {
  return rgb.replace("rgb(", "rgba(").replace(")", ", 0.22)");
}

/** @returns {number[]} the dash of a custom property such as "--dash-2", as a canvas takes it; empty for a solid line */
export function dash(name) {
  const value = getComputedStyle(document.documentElement).getPropertyValue(name);
  return value.split(/\s+/).map(Number).filter((length) => length > 0);
}
