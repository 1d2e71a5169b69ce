// The legend and the switches of colour; what they say stands in the address.

import { cssColour, confidenceColour } from "./paint.js";

const COLOURS = ["true", "predicted", "right", "confidence"];

export class Legend {
  by = "true";
  hidden = new Set();
  #root;
  #changed;

  /** @param {() => void} changed called when something else is to be shown */
  constructor(root, changed) {
    this.#root = root;
    this.#changed = changed;
    const query = new URLSearchParams(location.search);
    if (COLOURS.includes(query.get("colour"))) this.by = query.get("colour");
    this.hidden = new Set((query.get("hide") ?? "").split(",").filter(Boolean));
    for (const radio of root.querySelectorAll("[name=colour]")) {
      radio.checked = radio.value === this.by;
      radio.addEventListener("change", () => this.#set(() => (this.by = radio.value)));
    }
    for (const button of this.#entries) {
      button.addEventListener("click", (event) => this.#set(() => this.#toggle(button.dataset.hide, event.altKey)));
      button.addEventListener("dblclick", () => this.#set(() => this.#only(button.dataset.hide)));
    }
    root.querySelector("[data-show-all]").addEventListener("click", () => this.#set(() => this.hidden.clear()));
    this.show();
    carryToMaps();
  }

  get #entries() {
    return [...this.#root.querySelectorAll("[data-hide]")];
  }

  #set(change) {
    change();
    addToAddress({ colour: this.by === "true" ? null : this.by, hide: [...this.hidden].sort().join(",") || null });
    this.show();
    this.#changed();
  }

  #toggle(key, alone) {
    if (alone) this.#only(key);
    else if (!this.hidden.delete(key)) this.hidden.add(key);
  }

  /** Hides every other class. */
  #only(key) {
    const classes = this.#entries.map((button) => button.dataset.hide).filter((each) => /^\d$/.test(each));
    this.hidden = new Set(/^\d$/.test(key) ? classes.filter((each) => each !== key) : []);
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

/** Writes parameters into the page's address; null takes one out. */
export function addToAddress(parameters) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  // A comma and a colon may stand as they are; an address is to be read.
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  history.replaceState(history.state, "", `${location.pathname}?${text}${location.hash}`);
  carryToMaps();
}

/** Has the links to the run's other maps keep the colours, what is hidden, and the selected image. */
function carryToMaps() {
  const here = new URLSearchParams(location.search);
  for (const link of document.querySelectorAll("a[data-map-link]")) {
    const url = new URL(link.href);
    for (const name of ["colour", "hide", "select"]) {
      if (here.has(name)) url.searchParams.set(name, here.get(name));
      else url.searchParams.delete(name);
    }
    link.href = url.pathname + url.search;
  }
}
