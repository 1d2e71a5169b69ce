// The ticks of a logarithmic axis: round numbers that do not stand on each other; no DOM.

const DECADES = [1, 2, 3, 5, 10, 20, 50, 100]; // from tick to tick, where there are many

/**
 * @param {number} low above 0
 * @param {number} high
 * @param {number} most how many numbers stand side by side along the whole axis
 * @returns {number[]} in order, each between low and high
 */
export function logTicks(low, high, most) {
  const apart = Math.log10(high / low) / most;
  const fit = (ticks) => ticks.every((tick, i) => i === 0 || Math.log10(tick / ticks[i - 1]) >= apart);
  const within = (tick) => tick >= low && tick <= high;
  const decades = [[1, 2, 5], [1, 3], ...DECADES].map((step) => powers(low, high, step).filter(within));
  if (decades[0].length > 2) return decades.find(fit) ?? decades.at(-1);
  return [4, 3, 2, 1].map((count) => even(low, high, count)).find(fit); // Not even a decade: as on any other axis.
}

function powers(low, high, step) {
  const [first, last] = [low, high].map((end) => Math.floor(Math.log10(end)));
  const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  if (Array.isArray(step)) return all.flatMap((power) => step.map((digit) => Number(`${digit}e${power}`)));
  return all.filter((power) => power % step === 0).map((power) => Number(`1e${power}`));
}

/** About so many round numbers, as far from each other. */
export function even(low, high, count) {
  const raw = (high - low) / count;
  const unit = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * unit).find((size) => size >= raw);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** With the digits it has, however many a far zoom asks for: 0.030125, 1e-7. */
export function tickText(value) {
  const round = Number(value.toPrecision(12));
  return round !== 0 && Math.abs(round) < 1e-5 ? round.toExponential() : round.toLocaleString("en", { maximumFractionDigits: 12 });
}
