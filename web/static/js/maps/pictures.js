// Pictures of the images behind a map's points: beside the pointer, of the selected one, of lists.

import { placed } from "./placement.js";
import { at } from "../shell/address.js";

/**
 * @param {{run: number, split: string, names: string[], words: object}} page its words are PREDICTED or like it
 * @param {number} index
 */
export function pictureUrl({ run, split }, index) {
  return at(`/runs/${run}/images/${split}/${index}.png`);
}

/** The image's own page, at an epoch. */
export function imageUrl({ run, split }, index, epoch) {
  return at(`/runs/${run}/images/${split}/${index}?epoch=${epoch}&select=${split}:${index}`);
}

/** What a map of predictions says of its images; a page of another map brings its own words. */
export const PREDICTED = {
  wrong: "wrong",

  /** "4, taken for 9 (61.2 %)" */
  reading({ names }, { labels, predicted, confidence }, index) {
    const sure = `${(100 * confidence[index]).toFixed(1)}\u2009%`;
    const [label, said] = [names[labels[index]], names[predicted[index]]];
    return label === said ? `${label}, right (${sure})` : `${label}, taken for ${said} (${sure})`;
  },

  /** "4 → 9" */
  caption({ names }, { labels, predicted }, index) {
    const [label, said] = [names[labels[index]], names[predicted[index]]];
    return label === said ? label : `${label} → ${said}`;
  },

  isWrong: ({ labels, predicted }, index) => labels[index] !== predicted[index],

  /** In which order images are listed. */
  ordered: (points, indices) => indices,
};

/** A picture that leads to its image, with its label, and a mark if it is taken for another. */
export function thumbnail(page, points, index, epoch) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = imageUrl(page, index, epoch);
  link.dataset.epochLink = "";
  link.title = `image ${index}: ${page.words.reading(page, points, index)}`;
  const picture = document.createElement("img");
  Object.assign(picture, { src: pictureUrl(page, index), loading: "lazy", className: "pixels" });
  picture.alt = link.title;
  const label = document.createElement("span");
  label.textContent = page.words.caption(page, points, index);
  label.classList.toggle("wrong", page.words.isWrong(points, index));
  link.append(picture, label);
  item.append(link);
  return item;
}

/** The card beside the pointer. */
export class HoverCard {
  #card;
  #page;
  #plot;

  constructor(card, page, plot) {
    this.#card = card;
    this.#page = page;
    this.#plot = plot;
  }

  show(points, index, x, y) {
    this.#card.hidden = index === null;
    if (index === null) return;
    const picture = this.#card.querySelector("img");
    const url = pictureUrl(this.#page, index);
    if (picture.getAttribute("src") !== url) picture.src = url;
    this.#card.querySelector("[data-hover-index]").textContent = `image ${index}`;
    this.#card.querySelector("[data-hover-text]").textContent = this.#page.words.reading(this.#page, points, index);
    const { frame } = this.#plot;
    const size = [this.#card.offsetWidth, this.#card.offsetHeight];
    const pointed = [[x, y], this.#plot.pixels(index)];
    const [left, top] = placed([frame.width, frame.height], size, [x, y], pointed, this.#plot.selection());
    this.#card.style.transform = `translate(${left}px, ${top}px)`;
  }
}
