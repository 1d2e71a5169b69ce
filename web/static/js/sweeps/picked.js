// What is done with the picked runs of a sweep: the line that counts them, and their rows in the table.

import { at } from "../shell/address.js";

export class Picked {
  #root;
  #selection;

  constructor(root, selection) {
    this.#root = root;
    this.#selection = selection;
    this.#part("clear").addEventListener("click", () => selection.clear());
    document.addEventListener("change", (event) => {
      if (event.target.matches("#sweep-settings [name=runs]")) selection.toggle(event.target.value.split(",").map(Number), event.target.checked);
    });
    // The table is written anew while runs go on.
    document.addEventListener("inkling:written", () => this.#showRows());
  }

  #part(name) {
    return this.#root.querySelector(`[data-picked-${name}]`);
  }

  show() {
    const ids = this.#selection.ids();
    const all = this.#selection.picked === null;
    const most = Number(this.#root.dataset.mostCompared);
    const runs = ids.length === 1 ? "run" : "runs";
    this.#part("count").textContent = all ? `All ${ids.length} ${runs}` : `${ids.length} ${runs} selected`;
    const compare = this.#part("compare");
    compare.hidden = ids.length === 0 || ids.length > most;
    compare.href = at(`/compare?runs=${ids.join(",")}`);
    const many = this.#part("many");
    many.hidden = ids.length <= most;
    many.textContent = `up to ${most} can be compared`;
    this.#part("list").href = at(`/?${new URLSearchParams({ q: this.#selection.filter(this.#root.dataset.sweep) })}`);
    this.#part("clear").hidden = all;
    this.#showRows();
  }

  #showRows() {
    const ids = new Set(this.#selection.picked ?? []);
    for (const row of document.querySelectorAll("#sweep-settings tr[data-runs]")) {
      const inside = row.dataset.runs.split(",").filter((id) => ids.has(Number(id))).length;
      row.querySelector("[name=runs]").checked = inside > 0;
      row.classList.toggle("out", this.#selection.picked !== null && inside === 0);
    }
  }
}
