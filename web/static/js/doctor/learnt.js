// How the training images were learnt, as points.bin holds it, and what is said of one. No DOM.

const SHORT = 65535;

/**
 * @param {number} epochs that were measured
 * @param {number} aspect by how much the map is wider than high
 * @returns {object} as a map's points are: xy (N, 2), where x goes from 0 to the aspect and y from 0 to 1
 */
export function readLearnt(buffer, epochs, aspect) {
  const count = buffer.byteLength / 7;
  const shares = new Uint16Array(buffer, 0, 2 * count);
  const right = new Uint8Array(buffer, 5 * count, count);
  return {
    count,
    epochs,
    right,
    xy: Float32Array.from(shares, (share, i) => (share / SHORT) * (i % 2 === 0 ? aspect : 1)),
    labels: new Uint8Array(buffer, 4 * count, count),
    forgotten: new Uint8Array(buffer, 6 * count, count),
    confidence: (index) => shares[2 * index + 1] / SHORT,
    variability: (index) => shares[2 * index] / SHORT / 2,
    correctness: Float32Array.from(right, (each) => each / epochs),
  };
}

/** What this map says of its images. */
export const LEARNT = {
  wrong: "never right",

  /** "4: 61.2 % on average, up and down by 30.1 %, right after 3 of 5 epochs, forgotten once" */
  reading({ names }, points, index) {
    const { labels, right, epochs, forgotten } = points;
    const times = forgotten[index] === 1 ? "once" : `${forgotten[index]} times`;
    return (
      `${names[labels[index]]}: ${percent(points.confidence(index))} on average, up and down by ` +
      `${percent(points.variability(index))}, right after ${right[index]} of ${epochs} epochs` +
      (forgotten[index] > 0 ? `, forgotten ${times}` : "")
    );
  },

  caption: ({ names }, points, index) => `${names[points.labels[index]]} ${Math.round(100 * points.confidence(index))}\u2009%`,

  isWrong: ({ right }, index) => right[index] === 0,

  /** The hardest first. */
  ordered: (points, indices) => [...indices].sort((a, b) => points.confidence(a) - points.confidence(b)),
};

function percent(share) {
  return `${(100 * share).toFixed(1)}\u2009%`;
}
