// One event stream for all windows of a browser, which has six connections to a host and no more: with a stream each, the
// sixth window would leave none for the next page. Each window says what it shows and which event it saw last; when a
// window comes or goes, a new stream takes up all of them where they are. No DOM.

const TOGETHER = 30; // milliseconds in which windows that come and go have one new stream
const ONCE_MORE = 300; // after a stream that was cut off
const AGAIN = 2000; // between two tries to reach a server that is away
const HEARTBEATS = 2.5; // a stream that is silent for longer has died
const FIRST = 5000; // milliseconds: the server has something to say at once, if it is there

/**
 * @typedef {{of: string, after: string}} Channel a thing such as "run=12", and the id of the last event of it that was seen
 * @typedef {{channels: Channel[], types: string[], tell: (message: object) => void}} Member a window; it is told
 *   {type, json, of, after} of every event of its types, maybe of more, and {type: "connection", lost} when that is known or changes
 */
export class SharedStream {
  #address;
  #members = new Set();
  #source = null;
  #types = new Set(); // that it listens to
  #opening = null;
  #watch = null;
  #silence = FIRST; // milliseconds; the server says how long they may be
  #answered = false; // whether anything came from the source that is open
  #lost = false;
  #newest = new Map(); // of what is told to every window, by type

  constructor(address) {
    this.#address = address;
  }

  join(member) {
    this.#members.add(member);
    if (this.#answered || this.#lost) member.tell({ type: "connection", lost: this.#lost });
    if (this.#answered) this.#newest.forEach((message) => member.tell(message));
    const more = member.channels.length > 0 || member.types.some((type) => !this.#types.has(type));
    if (more || !this.#source) this.#openIn(TOGETHER);
  }

  leave(member) {
    if (this.#members.delete(member) && (member.channels.length > 0 || this.#members.size === 0)) this.#openIn(TOGETHER);
  }

  #openIn(delay) {
    clearTimeout(this.#opening);
    this.#opening = setTimeout(() => this.#open(), delay);
  }

  #open() {
    this.#close();
    if (this.#members.size === 0) return;
    const parts = partsOf(this.#members);
    const source = new EventSource(this.#url(parts));
    this.#types = new Set([...this.#members].flatMap((member) => member.types));
    for (const type of ["heartbeat", ...this.#types]) source.addEventListener(type, ({ data }) => this.#receive(type, data));
    parts.forEach((part, i) => {
      for (const type of this.#types) {
        source.addEventListener(`${type} ${i + 1}`, (event) => this.#pass(part, type, event.lastEventId.split(",")[i + 1], event.data));
      }
    });
    source.addEventListener("error", () => this.#failed());
    this.#source = source;
    this.#watchOver();
  }

  /** The queue is named first, so that a thing that is gone is never all that is asked for. */
  #url(parts) {
    const after = ["", ...parts.map((part) => part.after)].join(",");
    return `${this.#address}?${["jobs", ...parts.map((part) => part.of)].join("&")}&after=${encodeURIComponent(after)}`;
  }

  #receive(type, json) {
    this.#heard();
    if (type === "heartbeat") this.#silence = HEARTBEATS * JSON.parse(json).every_ms;
    this.#newest.set(type, { type, json });
    this.#members.forEach((member) => member.tell({ type, json }));
  }

  #pass(part, type, after, json) {
    this.#heard();
    for (const { member, channel } of part.listeners) {
      channel.after = after || channel.after;
      if (this.#members.has(member)) member.tell({ type, json, of: part.of, after: channel.after });
    }
  }

  #heard() {
    if (!this.#answered) this.#say(false);
    this.#answered = true;
    this.#watchOver();
  }

  /** A connection that is gone without a word, as after a computer's sleep, is known by its silence alone. */
  #watchOver() {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      this.#say(true);
      this.#open();
    }, this.#answered ? this.#silence : FIRST);
  }

  /** Not left to the browser, which would come back with what the windows had seen when the stream was opened. */
  #failed() {
    const cutOff = this.#answered;
    this.#close();
    if (!cutOff) this.#say(true);
    this.#openIn(cutOff ? ONCE_MORE : AGAIN);
  }

  #say(lost) {
    this.#lost = lost;
    this.#members.forEach((member) => member.tell({ type: "connection", lost }));
  }

  #close() {
    clearTimeout(this.#watch);
    this.#source?.close();
    this.#source = null;
    this.#answered = false;
  }
}

/** What the windows show, each thing once for all that have seen the same of it. */
function partsOf(members) {
  const parts = new Map();
  for (const member of members) {
    for (const channel of member.channels) {
      const { of, after } = channel;
      const key = `${of} ${after}`;
      if (!parts.has(key)) parts.set(key, { of, after, listeners: [] });
      parts.get(key).listeners.push({ member, channel });
    }
  }
  return [...parts.values()];
}
