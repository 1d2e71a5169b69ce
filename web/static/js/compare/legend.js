// The legend of a comparison: each run's value under the crosshair, the best first; a run can be hidden, or stand out for
// as long as it is pointed at or until its value is pressed again.

import { loss, percent } from "../shell/format.js";

const TITLES = { train: "Training", valid: "Validation" };

export class CompareLegend {
  #list = document.querySelector("[data-legend]");
  #heading = document.querySelector("[data-legend-heading]");
  #rows;
  #lines;
  #onChange;
  #kept = null; // the line that stands out whatever is pointed at

  /**
   * @param {{hidden: boolean, strong: boolean}[]} lines in the order of the list's items
   * @param {() => void} onChange called after a line was hidden, shown or made to stand out
   */
  constructor(lines, onChange) {
    this.#lines = lines;
    this.#onChange = onChange;
    this.#rows = [...this.#list.children].map((item) => ({
      item,
      button: item.querySelector("button"),
      output: item.querySelector("output"),
    }));
    this.#rows.forEach(({ item, button, output }, i) => {
      const line = lines[i];
      const point = (pointed) => () => this.#point(pointed ? line : null);
      button.addEventListener("click", () => {
        line.hidden = !line.hidden;
        button.setAttribute("aria-pressed", String(!line.hidden));
        onChange();
      });
      item.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && point(true)());
      item.addEventListener("pointerleave", point(false));
      button.addEventListener("focus", () => button.matches(":focus-visible") && point(true)());
      button.addEventListener("blur", point(false));
      // A finger points at nothing.
      output.addEventListener("click", () => this.#keep(line));
    });
  }

  #keep(line) {
    this.#kept = this.#kept === line ? null : line;
    this.#rows.forEach(({ item }, i) => item.classList.toggle("kept", this.#lines[i] === this.#kept));
    this.#point(null);
  }

  #point(line) {
    const strong = line ?? this.#kept;
    if (this.#lines.every((each) => each.strong === (each === strong))) return;
    for (const each of this.#lines) each.strong = each === strong;
    this.#onChange();
  }

  /**
   * @param {HTMLElement} figure whose values these are
   * @param {(number | null)[]} values one a line
   */
  show(figure, values) {
    const { metric, kind } = figure.dataset;
    this.#heading.textContent = `${TITLES[kind]} ${metric}`;
    const write = metric === "loss" ? loss : percent;
    const sign = metric === "loss" ? 1 : -1;
    const rank = (i) => (values[i] === null ? Infinity : sign * values[i]);
    values.forEach((value, i) => (this.#rows[i].output.textContent = value === null ? "–" : write(value)));
    const order = this.#rows.map((_, i) => i).sort((a, b) => rank(a) - rank(b) || a - b);
    const sorted = order.map((i) => this.#rows[i].item);
    // Moving what stands right already would take the focus from a button in it.
    if (sorted.some((item, at) => this.#list.children[at] !== item) && !this.#list.contains(document.activeElement)) {
      this.#list.append(...sorted);
    }
  }
}
