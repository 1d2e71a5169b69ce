// What is selected in all maps: one image, or those that a lasso caught, as each run reads them.

import { addToAddress } from "../maps/address.js";
import { imageUrl, pictureUrl } from "../maps/pictures.js";

const MOST = 60; // rows

export class Selection {
  picked = null;
  #root;
  #panels;

  /** @param {{pick: Function, clear: Function}} to called with an image to pick, and when the list is to be emptied */
  constructor(root, panels, { pick, clear }) {
    this.#root = root;
    this.#panels = panels;
    this.#part("list-clear").addEventListener("click", clear);
    const search = this.#part("map-search");
    search.addEventListener("submit", (event) => {
      event.preventDefault();
      pick(Number(new FormData(search).get("index")));
    });
    const [split, index] = (new URLSearchParams(location.search).get("select") ?? "").split(":");
    if (split === "test" && /^\d{1,9}$/.test(index)) this.picked = Number(index);
  }

  #part(name) {
    return this.#root.querySelector(`[data-${name}]`);
  }

  get #drawn() {
    return this.#panels.filter((panel) => panel.points);
  }

  /** @returns {boolean} whether there is such an image */
  pick(index) {
    const count = Math.max(0, ...this.#drawn.map((panel) => panel.points.count));
    const there = index === null || index < count;
    this.#part("shared-trouble").textContent = there ? "" : `These maps hold images 0 to ${count - 1}.`;
    if (!there) return false;
    this.picked = index;
    addToAddress({ select: index === null ? null : `test:${index}` });
    return true;
  }

  /** Shows an image: the one that is pointed at, else the one that was picked. */
  show(index) {
    const shown = index ?? this.picked;
    const [first] = this.#drawn;
    const there = first && shown !== null && shown < first.points.count;
    this.#part("shared-image").hidden = !there;
    this.#part("shared-none").hidden = there;
    if (!there) return;
    this.#part("shared-picture").src = pictureUrl(first.data, shown);
    this.#part("shared-title").textContent = `Test image ${shown}`;
    this.#part("shared-label").textContent = `a ${first.data.names[first.points.labels[shown]]}`;
    this.#part("shared-readings").replaceChildren(...this.#drawn.map((panel) => reading("li", panel, shown, true)));
  }

  list(indices) {
    this.#part("shared-list").hidden = indices.length === 0;
    const wrong = this.#drawn.map(({ data, points }) => {
      const count = indices.filter((i) => points.labels[i] !== points.predicted[i]).length;
      return `run ${data.run} reads ${count} wrongly`;
    });
    const more = indices.length > MOST ? ` The first ${MOST} of them:` : "";
    this.#part("list-count").textContent = `${indices.length.toLocaleString("en")} images: ${wrong.join(", ")}.${more}`;
    this.#part("list-rows").replaceChildren(...indices.slice(0, MOST).map((index) => this.#row(index)));
  }

  #row(index) {
    const row = document.createElement("tr");
    const [first] = this.#drawn;
    const picture = document.createElement("img");
    Object.assign(picture, { src: pictureUrl(first.data, index), loading: "lazy" });
    Object.assign(picture, { alt: `Test image ${index}`, className: "pixels" });
    row.append(cell("td", picture), cell("th", first.data.names[first.points.labels[index]]));
    row.lastChild.scope = "row";
    row.append(...this.#panels.map((panel) => (panel.points ? reading("td", panel, index, false) : cell("td", "–"))));
    return row;
  }
}

function cell(name, content) {
  const made = document.createElement(name);
  made.append(content);
  return made;
}

/** What a run says of an image, in its colour, leading to the image in this run. */
function reading(name, { data, points }, index, named) {
  const right = points.labels[index] === points.predicted[index];
  const sure = `${(100 * points.confidence[index]).toFixed(1)}\u2009%`;
  const link = document.createElement("a");
  link.href = imageUrl(data, index, data.epoch);
  link.textContent = `${right ? "" : "✗ "}${data.names[points.predicted[index]]} (${sure})`;
  const made = cell(name, link);
  made.classList.toggle("wrong", !right);
  if (!named) return made;
  const swatch = document.createElement("span");
  swatch.className = `swatch run-${data.colour}`;
  made.prepend(swatch, ` ${data.name} (run ${data.run}): `);
  return made;
}
