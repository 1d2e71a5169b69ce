// How the cells of a confusion matrix are coloured: what is right and what is wrong has a scale each; no DOM.

/**
 * What the strongest colour of each scale stands for.
 *
 * @param {{x: number, y: number, count: number, share: number}[]} cells right where x is y
 * @param {"count" | "row" | "errors"} what the cells show
 * @returns {{right: number, wrong: number}} in images, or as shares of the row
 */
export function ends(cells, what) {
  const most = (some) => Math.max(what === "row" ? 0 : 1, ...some.map(({ count, share }) => (what === "row" ? share : count)));
  return { right: what === "row" ? 1 : most(cells.filter(({ x, y }) => x === y)), wrong: most(cells.filter(({ x, y }) => x !== y)) };
}

/** The colour at a part of a scale, 0 to 1: [red, green, blue] of its low end, its middle and its high end. */
export function mixed([low, middle, high], part) {
  const [from, to, at] = part < 0.5 ? [low, middle, part * 2] : [middle, high, part * 2 - 1];
  return from.map((value, i) => Math.round(value + (to[i] - value) * at));
}

/** The ink of several that is read most easily on a colour. */
export function readable(fill, inks) {
  return inks.reduce((best, ink) => (contrast(ink, fill) > contrast(best, fill) ? ink : best));
}

/** Of two colours, as WCAG has it: 1 to 21. */
export function contrast(one, other) {
  const [dark, light] = [one, other].map(luminance).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb) {
  const [red, green, blue] = rgb.map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
