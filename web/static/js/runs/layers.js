// A network's layers as rows: added, moved, removed and changed, and written as the line of text that the form posts. What a
// text means, and what each layer makes of the images, the server says.

import { at } from "../shell/address.js";
import { showFigures } from "./layer-figures.js";

const PAUSE = 200;
const IMAGES = ["dataset", "data", "test", "image_size", "channels", "fit"];

export function startLayers() {
  const root = document.querySelector("[data-layers]");
  if (root) new Layers(root).start();
}

class Layers {
  #root;
  #rows;
  #text;
  #asked = 0;
  #waiting;
  #writing = false;
  #dragged = null;

  constructor(root) {
    this.#root = root;
    this.#rows = root.querySelector("[data-rows]");
    this.#text = root.closest("form").elements.arch;
  }

  start() {
    this.#root.hidden = false;
    this.#text.form.addEventListener("input", ({ target }) => {
      if (this.#rows.contains(target)) this.#write();
      else if (target === this.#text || IMAGES.includes(target.name)) this.#ask(target === this.#text && !this.#writing);
    });
    this.#rows.addEventListener("click", ({ target }) => this.#press(target));
    this.#root.querySelector("[data-add]").addEventListener("click", () => this.#add());
    this.#root.querySelector("[data-preset]").addEventListener("change", ({ target }) => {
      if (!target.value) return;
      this.#text.value = target.value;
      target.value = "";
      this.#text.dispatchEvent(new Event("input", { bubbles: true }));
    });
    this.#rows.addEventListener("dragstart", ({ target }) => (this.#dragged = target.closest("li")));
    this.#rows.addEventListener("dragover", (event) => this.#drag(event));
    this.#rows.addEventListener("drop", (event) => event.preventDefault());
    this.#rows.addEventListener("dragend", () => this.#dropped());
    this.#ask(true);
  }

  #row(kind, parts) {
    const row = this.#root.querySelector(`template[data-layer="${kind}"]`).content.firstElementChild.cloneNode(true);
    row.querySelectorAll("[data-part]").forEach((field, i) => parts && (field.value = parts[i]));
    return row;
  }

  #add() {
    const row = this.#row(this.#root.querySelector("[data-kind]").value);
    this.#rows.append(row);
    this.#write();
    (row.querySelector("input") ?? row.querySelector("[data-remove]")).focus();
    this.#say(row, "added");
  }

  #press(target) {
    const row = target.closest("li");
    const other = target.matches("[data-up]") ? row.previousElementSibling : target.matches("[data-down]") ? row.nextElementSibling : null;
    if (target.matches("[data-remove]")) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (next?.querySelector("[data-remove]") ?? this.#root.querySelector("[data-add]")).focus();
      this.#root.querySelector("[data-said]").textContent = `${row.dataset.title} removed`;
      this.#write();
    } else if (other) {
      if (target.matches("[data-up]")) other.before(row);
      else other.after(row);
      target.focus();
      this.#say(row, "moved");
      this.#write();
    }
  }

  #drag(event) {
    const over = event.target.closest("li");
    if (!this.#dragged || !over) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (over !== this.#dragged) over[event.clientY < top + height / 2 ? "before" : "after"](this.#dragged);
  }

  #dropped() {
    this.#say(this.#dragged, "moved");
    this.#dragged = null;
    this.#write();
  }

  #say(row, what) {
    const place = [...this.#rows.children].indexOf(row) + 1;
    this.#root.querySelector("[data-said]").textContent = `${row.dataset.title} ${what}, place ${place} of ${this.#rows.children.length}`;
  }

  /** Puts the rows into the line of text. */
  #write() {
    const part = (row, name) => row.querySelector(`[data-part="${name}"]`).value;
    const written = (row) => row.dataset.pattern.replace(/\{(\w+)\}/g, (_, name) => part(row, name));
    this.#text.value = [...this.#rows.children].map(written).join(", ");
    this.#writing = true;
    this.#text.dispatchEvent(new Event("input", { bubbles: true }));
    this.#writing = false;
  }

  /** @param {boolean} anew whether the rows are made anew from the text */
  #ask(anew) {
    clearTimeout(this.#waiting);
    const asked = ++this.#asked; // An answer to what stood there before must not come over it.
    this.#waiting = setTimeout(() => this.#answer(anew, asked), PAUSE);
  }

  async #answer(anew, asked) {
    const fields = new FormData(this.#text.form);
    const query = new URLSearchParams(["arch", ...IMAGES].filter((name) => fields.get(name)).map((name) => [name, fields.get(name)]));
    const response = await fetch(at(`/api/network?${query}`));
    if (!response.ok || asked !== this.#asked) return;
    const network = await response.json();
    if (anew && network.typed.length > 0) this.#rows.replaceChildren(...network.typed.map(({ kind, parts }) => this.#row(kind, parts)));
    if (!anew && !network.wrong) this.#text.value = network.arch; // In the shortest way.
    showFigures(network, this.#rows.children, this.#root.querySelector("[data-sum]"));
  }
}
