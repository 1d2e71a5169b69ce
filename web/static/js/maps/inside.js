// The images inside a lasso, or of one class: counted by class, with their pictures, and the way to their mistakes.

import { at } from "../shell/address.js";
import { caught } from "./lasso.js";
import { thumbnail } from "./pictures.js";

const MOST = 60; // pictures
// Browsers send an address again with everything that its page loads, and servers take 8 kB in all.
const LONGEST = 3500;

/** Images as an address has them, the shorter of two ways: their numbers, or a bit an image, the first the lowest of the first byte. */
function listed(split, indices) {
  const bytes = new Uint8Array((indices[indices.length - 1] >> 3) + 1);
  for (const i of indices) bytes[i >> 3] |= 1 << (i & 7);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const packed = `~${base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
  const numbers = indices.join(",");
  return `${split}:${numbers.length <= packed.length ? numbers : packed}`;
}

export class Inside {
  #root;
  #page;
  #plot;
  #indices = [];

  constructor(root, page, plot) {
    this.#root = root;
    this.#page = page;
    this.#plot = plot;
    root.querySelector("[data-inside-clear]").addEventListener("click", () => this.#clear());
    root.querySelector("[data-inside-class]").addEventListener("change", ({ target }) => {
      const order = target.value === "" ? [] : [...(this.#page.points?.labels.keys() ?? [])];
      this.#plot.marks.outline = [];
      this.list(order.filter((i) => page.points.labels[i] === Number(target.value)));
    });
  }

  #clear() {
    this.#plot.marks.outline = [];
    this.list([]);
  }

  /** Lists the visible points within a path of pixels. */
  lasso(path) {
    const { corners, indices } = caught(this.#plot, path);
    this.#root.querySelector("[data-inside-class]").value = "";
    this.#plot.marks.outline = [...corners, corners[0]];
    this.list(indices);
  }

  list(indices) {
    this.#indices = indices;
    this.#plot.marks.inside = indices;
    this.#plot.redraw();
    this.show();
  }

  /** Counts and shows them as the epoch's network sees them. */
  show() {
    const { points, epoch } = this.#page;
    const indices = this.#indices.filter((i) => i < (points?.count ?? 0));
    const part = (name) => this.#root.querySelector(`[data-inside-${name}]`);
    part("list").hidden = indices.length === 0;
    const { words } = this.#page;
    const wrong = indices.filter((i) => words.isWrong(points, i));
    const more = indices.length > MOST ? `, the first ${MOST} shown` : "";
    part("count").textContent = `${indices.length.toLocaleString("en")} images, ${wrong.length} ${words.wrong}${more}`;
    part("classes").replaceChildren(...this.#classes(indices));
    this.#leadToSlice(indices);
    part("pictures").replaceChildren(
      ...words.ordered(points, indices).slice(0, MOST).map((index) => thumbnail(this.#page, points, index, epoch)),
    );
  }

  /** The way to their figures, as far as an address can name them. */
  #leadToSlice(indices) {
    const { run, split, epoch } = this.#page;
    const images = indices.length > 0 ? listed(split, indices) : "";
    const [slice, many] = ["slice", "many"].map((name) => this.#root.querySelector(`[data-inside-${name}]`));
    slice.hidden = images.length > LONGEST;
    many.hidden = !slice.hidden;
    slice.href = at(`/runs/${run}/stress/slices?epoch=${epoch}&images=${images}`);
  }

  #classes(indices) {
    const { points, names, run, split, epoch } = this.#page;
    const counts = new Map();
    for (const i of indices) counts.set(points.labels[i], (counts.get(points.labels[i]) ?? 0) + 1);
    const sorted = [...counts].sort((a, b) => b[1] - a[1]);
    return sorted.map(([label, count]) => {
      const item = document.createElement("li");
      const swatch = document.createElement("span");
      swatch.className = "class-swatch";
      swatch.dataset.label = label;
      // Only the test images' mistakes have a page.
      const text = document.createElement(split === "test" ? "a" : "span");
      text.textContent = `${names[label]}: ${count.toLocaleString("en")}`;
      if (split === "test") {
        text.href = at(`/runs/${run}/mistakes?epoch=${epoch}&true=${label}`);
        text.title = `the mistakes on images of ${names[label]}`;
        text.dataset.epochLink = "";
      }
      item.append(swatch, text);
      return item;
    });
  }
}
