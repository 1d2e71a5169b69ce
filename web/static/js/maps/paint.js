// Which points are drawn, in which order and colour.

import { channels, classColour, classShape, colour } from "../shell/tokens.js";

const STEPS = 32; // of confidence
const CLASSES = 100;
const UNLIT = 0.15; // of the colour of classes that do not stand out

/** @typedef {{order: Uint32Array, tones: Uint8Array, palette: Uint32Array, sizes: number[], shapes: number[][][]}} Paint */

/**
 * @param {{by: "true" | "predicted" | "right" | "confidence", hidden: Set<string>, lit: Set<number>}} legend hides classes
 *     by their labels, and "right" and "wrong"; what is lit stands out, if anything is
 * @returns {Paint}
 */
export function paint({ count, labels, predicted, confidence }, { by, hidden, lit }) {
  const tones = new Uint8Array(count);
  const shown = [];
  for (let i = 0; i < count; i++) {
    const right = labels[i] === predicted[i];
    const group = by === "predicted" ? predicted[i] : labels[i];
    tones[i] = toneOf(by, group, right, confidence[i]);
    if (!hidden.has(String(group)) && !hidden.has(right ? "right" : "wrong")) shown.push(i);
  }
  // What is rare or doubtful lies on top.
  if (by === "right") shown.sort((a, b) => tones[a] - tones[b] || a - b);
  if (by === "confidence") shown.sort((a, b) => tones[b] - tones[a] || a - b);
  if (lit.size > 0 && isByClass(by)) shown.sort((a, b) => lit.has(tones[a]) - lit.has(tones[b]) || a - b);
  return { order: Uint32Array.from(shown), tones, ...colours(by, lit) };
}

function isByClass(by) {
  return by === "true" || by === "predicted";
}

function toneOf(by, group, right, confidence) {
  if (by === "right") return right ? 0 : 1;
  if (by === "confidence") return Math.min(STEPS - 1, Math.floor(confidence * STEPS));
  return group;
}

/** Wrong ones are larger as well: colour alone would not tell everybody. */
function colours(by, lit) {
  if (by === "right") return { palette: packed([mix("--text-faint", "--surface", 0.45), rgb("--bad")]), sizes: [1, 1.7], shapes: [[], []] };
  if (by === "confidence") {
    const palette = Array.from({ length: STEPS }, (_, i) => confidenceColour((i + 0.5) / STEPS));
    return { palette: packed(palette), sizes: palette.map((_, i) => (i < STEPS * 0.9 ? 1.4 : 1)), shapes: palette.map(() => []) };
  }
  const ten = Array.from({ length: 10 }, (_, label) => channels(classColour(label)));
  const tens = Array.from({ length: 10 }, (_, ten) => classShape(10 * ten));
  const ground = rgb("--map-ground");
  const pale = ten.map((each) => mixed(each, ground, UNLIT));
  const palette = Array.from({ length: CLASSES }, (_, label) => (lit.size === 0 || lit.has(label) ? ten : pale)[label % 10]);
  const shapes = palette.map((_, label) => tens[Math.floor(label / 10)]);
  return { palette: packed(palette), sizes: palette.map((_, label) => (lit.has(label) ? 1.4 : 1)), shapes };
}

/** From the colour of trouble at a tenth, over the accent, to nearly nothing at certainty. */
export function confidenceColour(confidence) {
  const share = Math.max(0, (confidence - 0.1) / 0.9);
  return share < 0.6 ? mix("--bad", "--warn", 1 - share / 0.6) : mix("--warn", "--map-sure", (1 - share) / 0.4);
}

/** @returns {string} for a style sheet */
export function cssColour([r, g, b]) {
  return `rgb(${r}, ${g}, ${b})`;
}

function mix(first, second, share) {
  return mixed(rgb(first), rgb(second), share);
}

function mixed(one, other, share) {
  return one.map((value, i) => Math.round(value * share + other[i] * (1 - share)));
}

function rgb(name) {
  return channels(colour(name));
}

/** As a little-endian machine writes red, green, blue, opacity. */
function packed(colours) {
  return Uint32Array.from(colours, ([r, g, b]) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0);
}
