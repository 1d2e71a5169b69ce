// The page's one event stream. It is closed while the page is hidden, since a browser has only six connections to a
// host, and goes on afterwards from the last event it saw.

import { at } from "./address.js";

const TYPES = ["steps", "epoch", "status", "progress", "jobs", "map", "positions"];

class Stream {
  #url = at("/events");
  #after = "";
  #source = null;
  #listeners = new Map(TYPES.map((type) => [type, []]));

  /** Calls back with the parsed data of every event of a type. */
  on(type, callback) {
    this.#listeners.get(type).push(callback);
  }

  /** Opens at the address and cursor that the page says in data-stream and data-after, or at the header's stream. */
  start() {
    const place = document.querySelector("[data-stream]");
    this.#url = place?.dataset.stream ?? this.#url;
    this.#after = place?.dataset.after ?? "";
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#close() : this.#open()));
    addEventListener("pagehide", () => this.#close());
    addEventListener("pageshow", () => this.#open());
    this.#open();
  }

  #open() {
    if (this.#source || document.hidden) return;
    const url = new URL(this.#url, location.href);
    if (this.#after) url.searchParams.set("after", this.#after);
    this.#source = new EventSource(url);
    for (const type of TYPES) {
      this.#source.addEventListener(type, (event) => this.#receive(type, event));
    }
    this.#source.addEventListener("error", () => this.#retryIfRefused());
  }

  #receive(type, event) {
    if (event.lastEventId) this.#after = event.lastEventId;
    const data = JSON.parse(event.data);
    for (const listener of this.#listeners.get(type)) listener(data);
  }

  /** The browser retries by itself, except after an answer that was no event stream. */
  #retryIfRefused() {
    if (this.#source?.readyState !== EventSource.CLOSED) return;
    this.#close();
    setTimeout(() => this.#open(), 5000);
  }

  #close() {
    this.#source?.close();
    this.#source = null;
  }
}

export const stream = new Stream();
