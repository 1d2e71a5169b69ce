// What a run's settings amount to; no DOM.

const IMAGES = 60_000;

/** @returns {number | null} weights and biases of 784 -> hidden -> 10; null if the widths are no widths */
export function parameterCount(hidden) {
  const widths = hidden.trim().split(/[,\s]+/).map(Number);
  if (widths.length !== 2 || !widths.every((width) => Number.isInteger(width) && width > 0)) return null;
  const layers = [784, ...widths, 10];
  return layers.slice(1).reduce((sum, width, i) => sum + layers[i] * width + width, 0);
}

/** @returns {number | null} optimiser updates on 60,000 images; null if it cannot be said */
export function stepCount(epochs, batchSize, validationShare) {
  const kept = Math.max(1, Math.min(IMAGES - 1, Math.round(IMAGES * Number(validationShare))));
  const steps = Number(epochs) * Math.ceil((IMAGES - kept) / Number(batchSize));
  return Number.isFinite(steps) && steps > 0 ? steps : null;
}
