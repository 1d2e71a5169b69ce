// What the server tells this page: a window's end of the one event stream that a browser has. A hidden page is told only
// what it wants to know all the same, and goes on afterwards from the last event it saw.

import { SharedStream } from "./stream-share.js";

class Stream {
  #listeners = new Map();
  #channels = [];
  #link = null;
  #turn = 0; // how often it has joined; what was sent before it left is not for it any more
  #joined = null; // whether it is hidden, if it has joined
  #heard = performance.timeOrigin;
  #lost = false;

  /**
   * Calls back with the parsed data of every event of a type; nobody else says which types there are.
   *
   * @param {string} type of the server's; or "connection", with {lost, since} when the server cannot be heard, and when it
   *   is heard again
   * @param {{hidden?: boolean}} options whether a page that nobody sees wants to know it, which it does where windows share
   *   a stream
   */
  on(type, callback, { hidden = false } = {}) {
    if (!this.#listeners.has(type)) this.#listeners.set(type, []);
    this.#listeners.get(type).push({ callback, hidden });
  }

  /** Listens to what the page says in data-stream, from its data-after, and to what every page is told. */
  start() {
    if (!document.body.dataset.events) return; // Nobody has logged in.
    const place = document.querySelector("[data-stream]");
    const things = place?.dataset.stream.split("&") ?? [];
    this.#channels = things.map((of, i) => ({ of, after: (i === 0 && place.dataset.after) || "" }));
    this.#link = connect(document.body.dataset.events, (message) => this.#receive(message));
    document.addEventListener("visibilitychange", () => this.#join());
    addEventListener("pagehide", () => this.#leave());
    addEventListener("pageshow", () => this.#join());
    this.#join();
  }

  #join() {
    const { hidden } = document;
    if (this.#joined === hidden) return;
    this.#joined = hidden;
    this.#turn += 1;
    const types = [...this.#listeners.keys()].filter((type) => this.#told(type).length > 0);
    this.#link({ channels: hidden ? [] : structuredClone(this.#channels), types, turn: this.#turn, hidden });
  }

  #leave() {
    if (this.#joined !== null) this.#link({ channels: null });
    this.#joined = null;
  }

  /** Who is told of a type's events. */
  #told(type) {
    return (this.#listeners.get(type) ?? []).filter(({ hidden }) => hidden || !this.#joined);
  }

  #receive({ type, json, of, after, lost, turn }) {
    if (this.#joined === null || turn !== this.#turn) return;
    if (!lost) this.#heard = Date.now();
    if (type === "connection") return this.#connection(lost);
    const channel = this.#channels.find((each) => each.of === of);
    if (channel) channel.after = after;
    return this.#tell(type, JSON.parse(json));
  }

  #connection(lost) {
    if (lost === this.#lost && !this.#joined) return;
    if (!this.#joined) this.#lost = lost; // Otherwise most are still to be told.
    this.#tell("connection", { lost, since: new Date(this.#heard) });
  }

  #tell(type, data) {
    for (const { callback } of this.#told(type)) callback(data);
  }
}

/** @returns {(message: {channels: object[] | null, turn: number}) => void} joins, or leaves without channels */
function connect(address, receive) {
  let last = null;
  let link;
  const alone = () => {
    link = connectAlone(address, receive);
    if (last) link(last);
  };
  try {
    const worker = new SharedWorker(new URL("./stream-worker.js", import.meta.url), { type: "module", name: "inkling" });
    worker.addEventListener("error", alone, { once: true }); // An older browser, whose workers know no modules.
    worker.port.addEventListener("message", ({ data }) => receive(data));
    worker.port.start();
    link = (message) => worker.port.postMessage({ address, ...message });
  } catch {
    alone(); // There are none, or its user allows none.
  }
  return (message) => {
    last = message;
    link(message);
  };
}

/** A stream for this page alone, where windows cannot share one. */
function connectAlone(address, receive) {
  const shared = new SharedStream(address);
  let member = null;
  return ({ channels, types, turn, hidden }) => {
    if (member) shared.leave(member);
    member = channels && !hidden && { channels, types, tell: (message) => receive({ ...message, turn }) };
    if (member) shared.join(member);
    if (hidden) receive({ type: "connection", lost: true, turn });
  };
}

export const stream = new Stream();
