// A run's metrics as the charts want them; no DOM.

/** The metrics so far, in order, each step and epoch once however often it arrives. */
export class Series {
  steps = [];
  epochs = [];
  #stepsPerEpoch;

  /** @param {{steps_per_epoch: number, steps: object, epochs: object}} data columns, as the page holds them */
  constructor({ steps_per_epoch: stepsPerEpoch, steps, epochs }) {
    this.#stepsPerEpoch = stepsPerEpoch || 1;
    this.addSteps(rows(steps));
    rows(epochs).forEach((epoch) => this.addEpoch(epoch));
  }

  set stepsPerEpoch(steps) {
    if (steps > 0) this.#stepsPerEpoch = steps;
  }

  addSteps(steps) {
    for (const step of steps) {
      if (step.step > (this.steps.at(-1)?.step ?? 0)) this.steps.push(step);
    }
  }

  addEpoch(epoch) {
    if (epoch.epoch <= (this.epochs.at(-1)?.epoch ?? 0)) return;
    const before = this.epochs.at(-1)?.elapsed ?? 0;
    this.epochs.push({ ...epoch, elapsed: before + epoch.seconds });
  }

  /** The epoch with the lowest validation loss, the first of several; null before there is one with a number for it. */
  get best() {
    const sound = this.epochs.filter((epoch) => Number.isFinite(epoch.valid_loss));
    return sound.reduce((best, epoch) => (best && best.valid_loss <= epoch.valid_loss ? best : epoch), null);
  }

  /** Where a step stands on an axis: "step", "epoch" or "time" (seconds). */
  stepX(step, axis) {
    if (axis === "time") return step.seconds;
    return axis === "epoch" ? step.step / this.#stepsPerEpoch : step.step;
  }

  /** Where the end of an epoch stands on an axis. */
  epochX(epoch, axis) {
    if (axis === "time") return epoch.elapsed;
    return axis === "epoch" ? epoch.epoch : epoch.epoch * this.#stepsPerEpoch;
  }

  /** The points of a curve, in order; `at` is the step, which one run shares with another whatever the axis. */
  stepPoints(metric, axis) {
    return this.steps.map((step) => ({ x: this.stepX(step, axis), y: step[metric], at: step.step }));
  }

  /** The same of the epochs; `at` is the epoch. */
  epochPoints(metric, axis) {
    return this.epochs.map((epoch) => ({ x: this.epochX(epoch, axis), y: epoch[metric], at: epoch.epoch }));
  }
}

/** {a: [1, 2], b: [3, 4]} -> [{a: 1, b: 3}, {a: 2, b: 4}] */
function rows(columns) {
  const names = Object.keys(columns);
  return columns[names[0]].map((_, i) => Object.fromEntries(names.map((name) => [name, columns[name][i]])));
}

/**
 * At most `limit` of the points, with the lowest and the highest of each stretch kept, so that peaks stay.
 *
 * @param {{x: number, y: number}[]} points ordered by x
 */
export function decimate(points, limit = 4000) {
  if (points.length <= limit) return points;
  const size = points.length / (limit / 2);
  const kept = [];
  for (let from = 0; from < points.length; from += size) {
    const stretch = points.slice(Math.floor(from), Math.floor(from + size));
    if (stretch.length === 0) continue;
    const low = stretch.reduce((a, b) => (b.y < a.y ? b : a));
    const high = stretch.reduce((a, b) => (b.y > a.y ? b : a));
    kept.push(...(low === high ? [low] : low.x < high.x ? [low, high] : [high, low]));
  }
  return kept;
}

/** The index of the point nearest to x, by halving; -1 if there is none. */
export function nearest(points, x) {
  if (points.length === 0) return -1;
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle].x < x) low = middle;
    else high = middle;
  }
  return Math.abs(points[low].x - x) <= Math.abs(points[high].x - x) ? low : high;
}

/** The points of a stretch and the one before and after it, so that lines reach its ends; all of them without one. */
export function within(points, stretch) {
  if (!stretch) return points;
  const from = points.findIndex(({ x }) => x >= stretch.min);
  const to = points.findIndex(({ x }) => x > stretch.max);
  return points.slice(Math.max(0, (from < 0 ? points.length : from) - 1), to < 0 ? points.length : to + 1);
}
