// The slider through a run's epochs: writes the address, tells the views with the event "inkling:epoch", and plays, from
// the start where the address says so.
// A view listens with followEpochs() of epochs.js; play goes on once every view shows the epoch.

import { bindKeys } from "../shell/keys.js";

const FRAME = 900; // milliseconds that an epoch stays while it plays

class Scrubber {
  #form;
  #range;
  #epochs;
  #playing = false;
  #turn = 0; // how often it was played

  constructor(form) {
    this.#form = form;
    this.#range = form.querySelector("[name=epoch]");
    this.#epochs = form.dataset.epochs.split(",").map(Number);
    const play = form.querySelector("[data-scrubber-play]");
    play.hidden = this.#epochs.length < 2;
    form.querySelector("[data-scrubber-go]").hidden = true;
    form.addEventListener("submit", (event) => event.preventDefault());
    this.#range.addEventListener("input", () => {
      this.#setPlaying(false);
      this.#go(Number(this.#range.value));
    });
    play.addEventListener("click", () => (this.#playing ? this.#setPlaying(false) : this.#play(this.#ahead())));
    if (new URLSearchParams(location.search).has("play")) this.#playByItself();
  }

  /** For whoever followed a link to see it; not for those who would rather have no motion. */
  #playByItself() {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (still) this.#setPlaying(false);
    else this.#play(this.#epochs.slice(this.#place()));
  }

  #place() {
    return this.#epochs.indexOf(Number(this.#range.value));
  }

  /** The epochs after the one that is looked at; all of them after the last. */
  #ahead() {
    const next = this.#place() + 1;
    return this.#epochs.slice(next < this.#epochs.length ? next : 0);
  }

  /** Moves the page to an epoch; resolves when every view shows it. */
  async #go(epoch) {
    this.#range.value = epoch;
    this.#say(epoch);
    writeAddress((query) => query.set("epoch", epoch));
    carryAlong(epoch);
    const shown = [];
    const place = this.#epochs.indexOf(epoch);
    const neighbours = [this.#epochs[place + 1], this.#epochs[place - 1]].filter((each) => each !== undefined);
    const detail = { epoch, neighbours, waitFor: (promise) => shown.push(promise) };
    document.dispatchEvent(new CustomEvent("inkling:epoch", { detail }));
    const trouble = this.#form.querySelector("[data-scrubber-trouble]");
    try {
      await Promise.all(shown);
      trouble.textContent = "";
    } catch (error) {
      trouble.textContent = error.message;
      this.#setPlaying(false);
    }
  }

  async #play(epochs) {
    const turn = ++this.#turn;
    this.#setPlaying(true);
    for (const epoch of epochs) {
      await Promise.all([this.#go(epoch), new Promise((done) => setTimeout(done, FRAME))]);
      if (!this.#playing || turn !== this.#turn) return;
    }
    this.#setPlaying(false);
  }

  #setPlaying(playing) {
    this.#playing = playing;
    if (!playing) writeAddress((query) => query.delete("play"));
    this.#form.querySelector("[data-scrubber-play]").setAttribute("aria-pressed", String(playing));
  }

  #say(epoch) {
    const last = this.#epochs.at(-1);
    const notes = [epoch === 0 ? `· ${this.#form.dataset.beginning}` : "", String(epoch) === this.#form.dataset.best ? "· best" : ""];
    const number = document.createElement("strong");
    number.textContent = epoch;
    this.#form.querySelector("[data-scrubber-value]").replaceChildren(number, ` of ${last} ${notes.join("")}`);
    this.#range.setAttribute("aria-valuetext", `epoch ${epoch} ${notes.join("").replace("·", "")}`.trim());
  }
}

/** Changes what the address says of the page, which stays. */
function writeAddress(change) {
  const query = new URLSearchParams(location.search);
  change(query);
  history.replaceState(history.state, "", `${location.pathname}?${query}${location.hash}`.replace(/\?(?=#|$)/, ""));
}

/** Has the links to other views, those marked with data-epoch-link, and forms lead to the epoch that is looked at. */
function carryAlong(epoch) {
  for (const link of document.querySelectorAll("a[data-along], a[data-epoch-link]")) {
    const url = new URL(link.href);
    url.searchParams.set("epoch", epoch);
    link.href = url.pathname + url.search;
  }
  for (const field of document.querySelectorAll("main form:not([data-scrubber]) [name=epoch]")) field.value = epoch;
}

export function startScrubber() {
  const forms = document.querySelectorAll("[data-scrubber]");
  forms.forEach((form) => new Scrubber(form));
  if (forms.length === 0) return;
  bindKeys(["ArrowLeft", "ArrowRight"], "The epoch before or after", undefined, { where: "On the slider of epochs" });
  bindKeys(["Home", "End"], "The first or the last epoch", undefined, { where: "On the slider of epochs" });
}
