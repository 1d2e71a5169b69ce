// The legend and the switches of colour; what they say stands in the address.

import { addToAddress, carryToMaps } from "./address.js";
import { cssColour, confidenceColour } from "./paint.js";

const COLOURS = ["true", "predicted", "right", "confidence"];

export class Legend {
  by;
  hidden = new Set();
  lit = new Set(); // labels of classes that stand out
  #root;
  #changed;
  #usual;

  /** @param {() => void} changed called when something else is to be shown */
  constructor(root, changed) {
    this.#root = root;
    this.#changed = changed;
    const query = new URLSearchParams(location.search);
    this.#usual = root.querySelector("[name=colour]:checked").value;
    this.by = COLOURS.includes(query.get("colour")) ? query.get("colour") : this.#usual;
    this.hidden = new Set((query.get("hide") ?? "").split(",").filter(Boolean));
    for (const radio of root.querySelectorAll("[name=colour]")) {
      radio.checked = radio.value === this.by;
      radio.addEventListener("change", () => this.#set(() => (this.by = radio.value)));
    }
    for (const button of this.#entries) {
      button.addEventListener("click", (event) => this.#set(() => this.#toggle(button.dataset.hide, event.altKey)));
      button.addEventListener("dblclick", () => this.#set(() => this.#only(button.dataset.hide)));
      button.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && this.#light(labelOf(button)));
      button.addEventListener("focus", () => button.matches(":focus-visible") && this.#light(labelOf(button)));
      for (const type of ["pointerleave", "blur"]) button.addEventListener(type, () => this.#light(this.#found()));
    }
    root.querySelector("[data-find-class]")?.addEventListener("input", () => this.#find());
    root.querySelector("[data-show-all]").addEventListener("click", () => this.#set(() => this.hidden.clear()));
    this.show();
    carryToMaps();
  }

  get #entries() {
    return [...this.#root.querySelectorAll("[data-hide]")];
  }

  #light(labels) {
    this.lit = new Set(labels);
    this.#changed();
  }

  /** The labels of the classes whose names hold what is searched for. */
  #found() {
    const text = this.#root.querySelector("[data-find-class]")?.value.trim().toLowerCase() ?? "";
    return text === "" ? [] : this.#entries.filter((button) => button.textContent.toLowerCase().includes(text)).flatMap(labelOf);
  }

  #find() {
    const found = this.#found();
    const all = this.#root.querySelector("[data-find-class]").value.trim() === "";
    for (const button of this.#entries) button.hidden = !all && labelOf(button).length > 0 && !found.includes(labelOf(button)[0]);
    this.#light(found);
  }

  #set(change) {
    change();
    addToAddress({ colour: this.by === this.#usual ? null : this.by, hide: [...this.hidden].sort().join(",") || null });
    this.show();
    this.#changed();
  }

  #toggle(key, alone) {
    if (alone) this.#only(key);
    else if (!this.hidden.delete(key)) this.hidden.add(key);
  }

  /** Hides every other class. */
  #only(key) {
    const classes = this.#entries.map((button) => button.dataset.hide).filter((each) => /^\d+$/.test(each));
    this.hidden = new Set(/^\d+$/.test(key) ? classes.filter((each) => each !== key) : []);
  }

  show() {
    for (const button of this.#entries) {
      button.setAttribute("aria-pressed", String(!this.hidden.has(button.dataset.hide)));
    }
    this.#root.dataset.by = this.by;
    this.#root.querySelector("[data-show-all]").hidden = this.hidden.size === 0;
    this.#drawScale(this.#root.querySelector("[data-confidence-scale]"));
  }

  /** From sure to unsure; drawn, since a style sheet cannot know the colours. */
  #drawScale(canvas) {
    const context = canvas.getContext("2d");
    for (let x = 0; x < canvas.width; x++) {
      context.fillStyle = cssColour(confidenceColour((x + 0.5) / canvas.width));
      context.fillRect(x, 0, 1, canvas.height);
    }
  }
}

/** The label that an entry stands for, if it stands for a class. */
function labelOf({ dataset: { hide } }) {
  return /^\d+$/.test(hide) ? [Number(hide)] : [];
}
