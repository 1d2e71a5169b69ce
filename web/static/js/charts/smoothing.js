// The exponential moving average of TensorBoard's smoothing slider; no DOM.

/**
 * Each value's average over itself and all before it, weighted by powers of `weight`. The start at zero is taken out
 * again (divided by 1 - weight^n, as Adam does), so that the first value stays what it is.
 *
 * @param {number[]} values
 * @param {number} weight 0 (as it is) to below 1 (very smooth)
 * @returns {number[]} as long as `values`; what is not a finite number passes through and is not averaged in
 */
export function smooth(values, weight) {
  if (weight <= 0) return values.slice();
  let average = 0;
  let seen = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    average = average * weight + (1 - weight) * value;
    seen += 1;
    return average / (1 - weight ** seen);
  });
}
