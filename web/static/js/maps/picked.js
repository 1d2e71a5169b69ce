// The selected image of a map: its picture, what the map says of it, and what else its page tells.

import { addToAddress } from "./address.js";
import { imageUrl, pictureUrl } from "./pictures.js";

export class Picked {
  index = null;
  #root;
  #page;
  #plot;
  #tell;
  #turn = 0;

  /**
   * @param {object} page what the page's data say, with what is shown: {points, epoch, words}
   * @param {(index: number, isStill: () => boolean) => any} tell shows what else is known of an image, as long as it is still
   *   the one that is selected
   */
  constructor(root, page, plot, tell) {
    this.#root = root;
    this.#page = page;
    this.#plot = plot;
    this.#tell = tell;
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
  show() {
    const { points, epoch } = this.#page;
    const index = points && this.index !== null && this.index < points.count ? this.index : null;
    this.#part("image").hidden = index === null;
    this.#part("none").hidden = index !== null;
    Object.assign(this.#plot.marks, { selected: index, neighbours: [] });
    this.#plot.redraw();
    const turn = ++this.#turn;
    if (index === null) return;
    this.#part("picture").src = pictureUrl(this.#page, index);
    this.#part("picture").alt = `image ${index}`;
    this.#part("link").href = imageUrl(this.#page, index, epoch);
    this.#part("link").textContent = `${this.#page.split === "test" ? "Test" : "Training"} image ${index}`;
    this.#part("text").textContent = this.#page.words.reading(this.#page, points, index);
    this.#tell(index, () => turn === this.#turn);
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
