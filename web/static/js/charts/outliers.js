// Where a loss axis ends, so that what sticks out does not flatten the rest; no DOM.

const MUCH = 3; // times the room of the rest: what takes more is left out
const LITTLE = 1.5; // what takes no more than this stays in any case
const FAR = 10; // times the room of the lines below it: a whole line that does not count
const FEW = 4; // of fewer points none is an outlier
const GUESSING = 5; // a network that guesses among a hundred classes has ln 100 = 4.6, and in its first batches a little more

/**
 * The end of an axis that leaves out what would take most of its room: the worst points, and lines far above all others.
 * Where a line begins, at a loss no worse than guessing, is never left out.
 *
 * @param {number[][]} lines the values of each, in order; what is not a number above or at 0 has no place
 * @param {{log?: boolean, share?: number, begins?: boolean}} options whether the axis is logarithmic; which part of the
 *     points may be left out; whether the first value of each line is its beginning
 * @returns {number | null} null if nothing sticks out
 */
export function axisEnd(lines, { log = false, share = 0.01, begins = true } = {}) {
  const placed = lines.map((line) => line.filter((value) => Number.isFinite(value) && value >= 0 && !(log && value === 0)));
  const ranked = placed.filter((line) => line.length > 0).map((line) => ({ start: line[0], values: line.sort((a, b) => a - b) }));
  if (ranked.length === 0) return null;
  const low = Math.min(...ranked.map(({ values }) => values[0]));
  const room = log ? (value) => Math.max(1, Math.log10(value / low)) : (value) => value;
  const near = notFar(ranked, room, share);
  const starts = begins ? near.map(({ start }) => start).filter((start) => start <= GUESSING) : [];
  const usual = room(Math.max(reach(ordered(near), share), ...starts));
  const all = ordered(ranked);
  if (usual === 0 || room(all.at(-1)) <= MUCH * usual) return null;
  return roundedUp(all.findLast((value) => room(value) <= LITTLE * usual));
}

/** The lines from the lowest up to the first gap. */
function notFar(lines, room, share) {
  const rising = lines.map((line) => ({ ...line, most: room(reach(line.values, share)) })).sort((a, b) => a.most - b.most);
  const far = rising.findIndex(({ most }, i) => i > 0 && rising[i - 1].most > 0 && most > FAR * rising[i - 1].most);
  return far < 0 ? rising : rising.slice(0, far);
}

function ordered(lines) {
  return lines.flatMap(({ values }) => values).sort((a, b) => a - b);
}

/** The highest of sorted values but for the worst. */
function reach(values, share) {
  const spared = values.length < FEW ? 0 : Math.max(1, Math.floor(share * values.length));
  return values[values.length - 1 - spared];
}

/** To two digits, where that is not less by a hair. */
function roundedUp(value) {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.max(value, Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2)));
}

/**
 * What is not shown, in a sentence or two.
 *
 * @param {{name: string | undefined, points: {x: number, y: number}[]}[]} lines points at one x are one
 * @param {number} end of the axis
 * @param {string} written the same as it stands at the axis
 */
export function aboveText(lines, end, written) {
  lines = lines.map(({ name, points }) => ({ name, points: points.filter(({ y }) => Number.isFinite(y)) }));
  const whole = lines.filter(({ name, points }) => name && points.length > 0 && points.every(({ y }) => y > end));
  const parts = lines.filter((line) => !whole.includes(line));
  const count = parts.reduce((sum, { points }) => sum + new Set(points.filter(({ y }) => y > end).map(({ x }) => x)).size, 0);
  const counted = `${count.toLocaleString("en")} ${count === 1 ? "point" : "points"} above ${written} ${count === 1 ? "is" : "are"} not shown.`;
  const named = `${whole.map(({ name }) => name).join(", and ")}, ${whole.length === 1 ? "lies" : "lie"} above ${written}.`;
  return [count > 0 ? counted : "", whole.length > 0 ? named[0].toUpperCase() + named.slice(1) : ""].filter(Boolean).join(" ");
}
