// The colours of the style sheet for things that are drawn: light-dark() and var() worked out.

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

/** @returns {string} the colour that a class has everywhere, as rgb() */
export function classColour(label) {
  return colour(`--class-${label % 10}`);
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
