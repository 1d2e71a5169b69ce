// Which runs of a sweep are picked, by stretches of its axes or one by one; no DOM.

const LONGEST_FILTER = 1000; // characters that the filter of the list takes

export class Selection {
  /** Stretches by the axis' id: [lowest, highest] value, places of categories. */
  brushes = new Map();
  /** The picked runs' numbers; null as long as nothing narrows them. */
  picked = null;
  #listeners = [];
  #runs = [];

  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** @param {object[]} runs as they are now @param {Map<string, import("./axes.js").Axis>} axes */
  update(runs, axes) {
    this.#runs = runs;
    this.axes = axes;
    for (const id of this.brushes.keys()) {
      if (!axes.has(id)) this.brushes.delete(id);
    }
    this.#work(this.brushes.size > 0);
  }

  /** Narrows some axes; null takes an axis' stretch back. */
  brush(stretches) {
    for (const [id, stretch] of Object.entries(stretches)) {
      if (stretch) this.brushes.set(id, stretch);
      else this.brushes.delete(id);
    }
    this.#work(true);
  }

  /** Picks or drops runs by hand, which leaves the stretches behind. */
  toggle(ids, on) {
    const picked = new Set(this.picked ?? []);
    ids.forEach((id) => (on ? picked.add(id) : picked.delete(id)));
    this.brushes.clear();
    this.picked = picked.size > 0 ? picked : null;
    this.#work(false);
  }

  clear() {
    this.brushes.clear();
    this.#work(true);
  }

  #work(again) {
    if (again) this.picked = this.brushes.size === 0 ? null : new Set(this.#runs.filter((run) => this.#inside(run)).map((run) => run.run));
    this.#listeners.forEach((listener) => listener());
  }

  #inside(run) {
    return [...this.brushes].every(([id, [low, high]]) => {
      const value = this.axes.get(id).value(run);
      return value !== null && value >= low && value <= high;
    });
  }

  has(run) {
    return this.picked === null || this.picked.has(run.run);
  }

  /** @returns {number[]} the numbers of the picked runs; of all if nothing narrows them */
  ids() {
    return this.#runs.filter((run) => this.has(run)).map((run) => run.run);
  }

  /** @returns {string} the picked runs as the filter of the list says it */
  filter(sweep) {
    if (this.picked === null) return `sweep=${sweep}`;
    const byNumber = this.ids().map((id) => `id=${id}`).join(" or ");
    if (byNumber.length <= LONGEST_FILTER) return byNumber || `sweep=${sweep} and id=0`;
    return [`sweep=${sweep}`, ...[...this.brushes].map(([id, stretch]) => this.#condition(id, stretch))].join(" and ");
  }

  #condition(id, [low, high]) {
    const axis = this.axes.get(id);
    if (!axis.categories) return `${id}>=${low} and ${id}<=${high}`;
    const inside = axis.categories.filter((_, i) => i >= low && i <= high).map(({ value }) => `${id}="${value}"`);
    return `(${inside.join(" or ")})`;
  }
}
