// Which points are drawn, in which order and colour.

import { channels, colour, classColour } from "../shell/tokens.js";

const STEPS = 32; // of confidence
const CLASSES = 10;

/** @typedef {{order: Uint32Array, tones: Uint8Array, palette: Uint32Array, sizes: Float32Array}} Paint */

/**
 * @param {"true" | "predicted" | "right" | "confidence"} by
 * @param {Set<string>} hidden classes "0" to "9", and "right" and "wrong"
 * @returns {Paint}
 */
export function paint({ count, labels, predicted, confidence }, by, hidden) {
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
  return { order: Uint32Array.from(shown), tones, ...colours(by) };
}

function toneOf(by, group, right, confidence) {
  if (by === "right") return right ? 0 : 1;
  if (by === "confidence") return Math.min(STEPS - 1, Math.floor(confidence * STEPS));
  return group;
}

/** Wrong ones are larger as well: colour alone would not tell everybody. */
function colours(by) {
  if (by === "right") return { palette: packed([mix("--text-faint", "--surface", 0.45), rgb("--bad")]), sizes: [1, 1.7] };
  if (by === "confidence") {
    const palette = Array.from({ length: STEPS }, (_, i) => confidenceColour((i + 0.5) / STEPS));
    return { palette: packed(palette), sizes: palette.map((_, i) => (i < STEPS * 0.9 ? 1.4 : 1)) };
  }
  const palette = Array.from({ length: CLASSES }, (_, digit) => channels(classColour(digit)));
  return { palette: packed(palette), sizes: palette.map(() => 1) };
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
  const other = rgb(second);
  return rgb(first).map((value, i) => Math.round(value * share + other[i] * (1 - share)));
}

function rgb(name) {
  return channels(colour(name));
}

/** As a little-endian machine writes red, green, blue, opacity. */
function packed(colours) {
  return Uint32Array.from(colours, ([r, g, b]) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0);
}
