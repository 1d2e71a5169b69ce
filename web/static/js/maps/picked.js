// The selected image of a map: its picture, what the network says of it, its nearest neighbours in the original space.

import { at } from "../shell/address.js";
import { addToAddress } from "./address.js";
import { imageUrl, pictureUrl, reading, thumbnail } from "./pictures.js";

export class Picked {
  index = null;
  #root;
  #page;
  #plot;
  #turn = 0;

  /** @param {object} page what the page's data say, with what is shown: {points, map, epoch} */
  constructor(root, page, plot) {
    this.#root = root;
    this.#page = page;
    this.#plot = plot;
    const [split, index] = (new URLSearchParams(location.search).get("select") ?? "").split(":");
    if (split === page.split && /^\d{1,9}$/.test(index)) this.index = Number(index);
    const search = root.querySelector("[data-map-search]");
    search.addEventListener("submit", (event) => {
      event.preventDefault();
      this.pick(Number(new FormData(search).get("index")), true);
    });
  }

  #part(name) {
    return this.#root.querySelector(`[data-picked-${name}]`);
  }

  /** Selects a point, or none. */
  pick(index, centre = false) {
    const there = index !== null && index < (this.#page.points?.count ?? 0);
    this.#part("trouble").textContent =
      index === null || there ? "" : `This map holds images 0 to ${(this.#page.points?.count ?? 1) - 1}.`;
    if (index !== null && !there) return;
    this.index = index;
    const select = index === null ? null : `${this.#page.split}:${index}`;
    addToAddress({ select });
    carrySelection(select);
    if (centre && index !== null) this.#centre(index);
    this.show();
  }

  #centre(index) {
    const { frame, xy } = this.#plot;
    this.#plot.fitting = false;
    frame.centreOn(xy[2 * index], xy[2 * index + 1]);
  }

  /** Shows the selected image as the epoch's network sees it. */
  async show() {
    const { points, map, epoch, run } = this.#page;
    const index = points && this.index !== null && this.index < points.count ? this.index : null;
    this.#part("image").hidden = index === null;
    this.#part("none").hidden = index !== null;
    this.#mark(index, []);
    const turn = ++this.#turn;
    if (index === null) return;
    this.#part("picture").src = pictureUrl(this.#page, index);
    this.#part("picture").alt = `image ${index}`;
    this.#part("link").href = imageUrl(this.#page, index, epoch);
    this.#part("link").textContent = `${this.#page.split === "test" ? "Test" : "Training"} image ${index}`;
    this.#part("text").textContent = reading(this.#page, points, index);
    this.#part("neighbours").replaceChildren();
    this.#part("agreement").textContent = "Measuring the distances to all of them …";
    const response = await fetch(at(`/runs/${run}/maps/${map.map}/neighbours.json?index=${index}`));
    if (!response.ok || turn !== this.#turn) return;
    const { neighbours } = await response.json();
    if (turn !== this.#turn) return;
    const items = neighbours.map((each) => thumbnail(this.#page, points, each.index, epoch));
    neighbours.forEach((each, i) => (items[i].title = `distance ${each.distance.toFixed(2)}`));
    this.#part("neighbours").replaceChildren(...items);
    const same = neighbours.filter((each) => each.label === points.labels[index]).length;
    this.#part("agreement").textContent = `${same} of ${neighbours.length} have its label`;
    this.#mark(index, neighbours.map((each) => each.index));
  }

  #mark(selected, neighbours) {
    Object.assign(this.#plot.marks, { selected, neighbours });
    this.#plot.redraw();
  }
}

/** Has the links to other views lead to the same image. */
function carrySelection(select) {
  for (const link of document.querySelectorAll("a[data-along]")) {
    const url = new URL(link.href);
    if (select === null) url.searchParams.delete("select");
    else url.searchParams.set("select", select);
    link.href = url.pathname + url.search.replaceAll("%3A", ":");
  }
}
