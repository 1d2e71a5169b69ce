// Writes the network's answer into the page.

import { percent } from "../shell/format.js";
import { showLikeliest } from "../shell/likeliest.js";

const CALM = 700; // milliseconds without a new answer before it is read out

export class AnswerView {
  #root;
  #timer;

  constructor(root) {
    this.#root = root;
  }

  show(answer) {
    const root = this.#root;
    root.dataset.state = "answered";
    const ranked = [...answer.chances].sort((a, b) => b.probability - a.probability);
    const [best, second] = ranked;
    root.querySelector("[data-seen]").src = answer.seen;
    root.querySelector("[data-seen]").hidden = false;
    root.querySelector("[data-reading]").textContent = best.name;
    root.querySelector("[data-reading-percent]").textContent = percent(best.probability);
    this.#note(answer.notes);
    for (const chance of answer.chances) {
      const row = root.querySelector(`[data-label="${chance.label}"]`);
      row.classList.toggle("best", chance === best);
      row.querySelector("rect").setAttribute("width", chance.probability);
      row.querySelector("[data-percent]").textContent = percent(chance.probability);
    }
    this.#showLikeliest(answer.chances);
    tiles(root.querySelector("[data-neighbours]"), answer.neighbours, (each) => [
      `Training image ${each.index}`,
      each.label,
      each.distance.toFixed(2),
    ]);
    const units = root.querySelector("[data-units]"); // not there where the first layer has no such pictures
    if (units) {
      tiles(units, answer.units, (each) => [`Weights of unit ${each.unit}`, `unit ${each.unit}`, each.activation.toFixed(2)]);
    }
    const maps = root.querySelector("[data-maps]"); // not there where the network has no convolution
    if (maps) tiles(maps, answer.maps, (each) => [`Map of channel ${each.unit}`, `channel ${each.unit}`, each.activation.toFixed(2).replace("-", "−")]);
    this.say(
      `Epoch ${answer.epoch}: the network says ${best.name}, ${percent(best.probability)}; ` +
        (second ? `next ${second.name}, ${percent(second.probability)}.` : ""),
    );
  }

  empty() {
    this.#root.dataset.state = "empty";
    this.#root.querySelector("[data-seen]").hidden = true;
    this.#note([]);
    for (const row of this.#root.querySelectorAll("[data-label]")) {
      row.classList.remove("best");
      row.querySelector("rect").setAttribute("width", 0);
      row.querySelector("[data-percent]").textContent = "–";
    }
    this.say("The pad is empty.");
  }

  /** Of many classes the likeliest stand first, and the others are summed up. */
  #showLikeliest(chances) {
    const body = this.#root.querySelector(".chances tbody");
    showLikeliest(body, (label) => chances[label].probability);
    const others = this.#root.querySelector("[data-others]");
    if (!others) return;
    const hidden = [...body.rows].filter((row) => row.hidden);
    others.textContent = percent(hidden.reduce((sum, row) => sum + chances[row.dataset.label].probability, 0));
  }

  /** What was done to the picture before the network saw it. */
  #note(notes) {
    const list = this.#root.querySelector("[data-notes]");
    list.hidden = notes.length === 0;
    list.replaceChildren(
      ...notes.map((note) => Object.assign(document.createElement("li"), { textContent: note })),
    );
  }

  /** Has a screen reader say it once things are calm. */
  say(words) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#root.querySelector("[data-summary]").textContent = words;
    }, CALM);
  }
}

/** Pictures with words below; those that stay are changed rather than made anew, so that nothing flickers. */
function tiles(list, things, words) {
  while (list.children.length > things.length) list.lastElementChild.remove();
  things.forEach((thing, i) => {
    const item = list.children[i] ?? list.appendChild(tile());
    const [alt, name, amount] = words(thing);
    const picture = item.querySelector("img");
    item.querySelector("a").href = thing.url;
    if (picture.getAttribute("src") !== thing.picture) picture.src = thing.picture;
    picture.alt = alt;
    item.querySelector("strong").textContent = name;
    item.querySelector("span").textContent = amount;
  });
}

function tile() {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  const picture = link.appendChild(document.createElement("img"));
  Object.assign(picture, { className: "pixels", width: 84, height: 84 });
  link.append(document.createElement("strong"), " ", document.createElement("span"));
  link.querySelector("span").className = "faint";
  return item;
}
