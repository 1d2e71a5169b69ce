// The points of a map as they come over the wire; no DOM.

import { at } from "../shell/address.js";

const HEADER = 4; // float32: least x, least y, greatest x, greatest y

/**
 * What a map's points.bin holds.
 *
 * @returns {{xy: Float32Array, confidence: Float32Array, labels: Uint8Array, predicted: Uint8Array, count: number,
 *   toOwn: (value: number, axis: 0 | 1) => number}}
 *   xy is (N, 2), brought to a mean of 0 and a mean square of 1, so that maps of any size fit the same frame; toOwn(value,
 *   axis) is the way back
 */
export function readPoints(buffer) {
  const count = (buffer.byteLength - 4 * HEADER) / 8;
  const bounds = new Float32Array(buffer, 0, HEADER);
  const start = 4 * HEADER;
  const confidence = Float32Array.from(new Uint16Array(buffer, start + 4 * count, count), (share) => share / 65535);
  return {
    count,
    confidence,
    ...normalise(new Uint16Array(buffer, start, 2 * count), bounds),
    labels: new Uint8Array(buffer, start + 6 * count, count),
    predicted: new Uint8Array(buffer, start + 7 * count, count),
  };
}

/** Positions out of an event: base64 of uint16 (N, 2). */
export function readPositions(base64, bounds) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return normalise(new Uint16Array(bytes.buffer), bounds).xy;
}

function normalise(shares, [left, bottom, right, top]) {
  const extent = [(right - left) / 65535, (top - bottom) / 65535];
  const count = shares.length / 2;
  const mean = [0, 0];
  for (let i = 0; i < shares.length; i++) mean[i & 1] += (shares[i] * extent[i & 1]) / count;
  let squares = 0;
  const xy = new Float32Array(shares.length);
  for (let i = 0; i < shares.length; i++) {
    xy[i] = shares[i] * extent[i & 1] - mean[i & 1];
    squares += xy[i] * xy[i];
  }
  const scale = squares > 0 ? Math.sqrt((2 * count) / squares) : 1;
  for (let i = 0; i < xy.length; i++) xy[i] *= scale;
  return { xy, toOwn: (value, axis) => value / scale + mean[axis] + (axis === 0 ? left : bottom) };
}

/** Fetches points, each map once; forgets the oldest beyond a number that fits any memory. */
export class PointStore {
  static #KEPT = 24;
  #answers = new Map();

  get(run, map) {
    if (!this.#answers.has(map)) {
      if (this.#answers.size >= PointStore.#KEPT) this.forget(this.#answers.keys().next().value);
      this.#answers.set(map, this.#fetch(at(`/runs/${run}/maps/${map}/points.bin`)));
      this.#answers.get(map).catch(() => this.forget(map));
    }
    return this.#answers.get(map);
  }

  forget(map) {
    this.#answers.delete(map);
  }

  async #fetch(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error("The server has no points of this map.");
    return readPoints(await response.arrayBuffer());
  }
}
