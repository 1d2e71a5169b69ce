// Several seeds of one setting as one curve; no DOM.

/**
 * The mean of several curves and the band around it, at each place where all of them have a number.
 *
 * @param {{x: number, y: number, at: number}[][]} curves each in order; `at` is the step or the epoch, by which they meet
 * @param {"range" | "deviation"} kind from the lowest to the highest, or one standard deviation of the sample (n - 1)
 *     either way
 * @returns {{mean: object[], low: object[], high: object[]}} points {x, y, at}; x is the mean of theirs
 */
export function band(curves, kind) {
  const places = new Map();
  for (const curve of curves) {
    for (const point of curve) {
      if (!Number.isFinite(point.y)) continue;
      if (places.has(point.at)) places.get(point.at).push(point);
      else places.set(point.at, [point]);
    }
  }
  const joined = { mean: [], low: [], high: [] };
  for (const [at, points] of places) {
    if (points.length < curves.length) continue;
    const x = mean(points.map((point) => point.x));
    const values = points.map((point) => point.y);
    const middle = mean(values);
    const [lowest, highest] = [Math.min(...values), Math.max(...values)];
    const [low, high] = kind === "deviation" ? around(middle, deviation(values, middle), lowest) : [lowest, highest];
    joined.mean.push({ x, y: middle, at });
    joined.low.push({ x, y: low, at });
    joined.high.push({ x, y: high, at });
  }
  return joined;
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values, middle) {
  if (values.length < 2) return 0;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

/** A loss is above 0, and a logarithmic axis has nothing else: where the band would reach there, the lowest curve ends it. */
function around(middle, distance, lowest) {
  return [middle > distance ? middle - distance : lowest, middle + distance];
}

/** At most about `limit` of the points, of a mean and of the two ends of its band the same, so that they belong together. */
export function thin(points, limit) {
  const stride = Math.ceil(points.length / limit);
  return points.filter((_, i) => i % stride === 0 || i === points.length - 1);
}
