// The mistakes follow the epoch, and the filters take effect at once.

import { followEpochs } from "../epochs/epochs.js";
import { count } from "../shell/format.js";

class MistakesPage {
  #root = document.querySelector("#mistakes");

  constructor() {
    const filters = this.#root.querySelector("[data-filters]");
    filters.querySelector("[type=submit]").hidden = true;
    filters.addEventListener("change", () => filters.requestSubmit());
    followEpochs(() => this.#root.dataset.json, (data) => this.#show(data));
  }

  #show(data) {
    const part = (name) => this.#root.querySelector(`[data-${name}]`);
    part("epoch-field").value = data.epoch;
    part("total").textContent = count(data.total);
    part("none").hidden = data.cards.length > 0;
    part("place").textContent = `page ${data.page} of ${data.pages}`;
    part("pager").hidden = data.pages < 2;
    turn(part("before"), data.page - 1, data.pages);
    turn(part("after"), data.page + 1, data.pages);
    const list = part("cards");
    list.start = data.first;
    const kept = list.querySelector("li") ?? this.blank;
    this.blank = kept?.cloneNode(true);
    if (!this.blank && data.cards.length > 0) return location.reload();
    return list.replaceChildren(...data.cards.map((card) => this.#card(card)));
  }

  #card(card) {
    const item = this.blank.cloneNode(true);
    const put = (name, text) => (item.querySelector(`[data-${name}]`).textContent = text);
    item.classList.toggle("selected", card.selected);
    item.querySelector("a").href = card.url;
    const picture = item.querySelector("img");
    picture.src = card.picture;
    picture.alt = `Test image ${card.index}`;
    item.querySelector(".predicted").classList.toggle("right", card.right);
    put("label", card.label_name);
    put("label-probability", card.label_probability);
    put("predicted", card.predicted_name);
    put("confidence", card.confidence);
    return item;
  }
}

function turn(link, page, pages) {
  link.hidden = page < 1 || page > pages;
  const url = new URL(link.href);
  url.searchParams.set("page", page);
  link.href = url.pathname + url.search;
}

if (document.querySelector("#mistakes")) new MistakesPage();
