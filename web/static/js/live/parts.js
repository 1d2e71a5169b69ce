// The parts of a page that the server writes anew; the server alone writes HTML. A part has an id, and its attributes say:
//
//   data-live        when: on which types of the stream's events, or as the "scrubber" moves; empty: along with others
//   data-live-from   from where, if not from the page's own address; the answer holds parts by their ids
//   data-live-below  marks one to which only the jobs below its address matter
//   data-live-ahead  marks one that costs the server little: it is fetched for many epochs before they are looked at
//
// What is not finished says in data-live-again where to ask for it again; a link with data-live-link is followed in place.

import { merge } from "./merge.js";
import { ask, forget, giveUp, load } from "./pages.js";
import { stream } from "./stream.js";
import { keepFocus } from "../shell/focus.js";
import { offStage } from "../shell/fullscreen.js";

const AHEAD = 21; // epochs
const AGAIN = 600; // milliseconds until what is not finished is asked for again
const LATER = 3000; // where the server did not answer
const [LEAST, MOST] = [500, 2000]; // milliseconds between an answer and the next request: in between
const EASE = 10; // so many times as long as the server took
const going = new Map(); // by address: whether to go again
const failed = new Set();
const told = new Map(); // what each part was told last of its jobs
let wanted = 0;
let timer = null;

function show(page) {
  keepFocus(() => offStage(() => {
    for (const part of document.querySelectorAll("[data-live]")) {
      const next = page.getElementById(part.id);
      if (!next) continue;
      merge(part, next.cloneNode(true));
      window.htmx?.process(part);
    }
  }));
  document.dispatchEvent(new CustomEvent("inkling:written"));
  again();
}

/** Asks for what is not finished; an answer that shows a form again, with what is wrong in it, is gone to. */
export function again(delay = AGAIN) {
  const url = document.querySelector("[data-live-again]")?.dataset.liveAgain;
  clearTimeout(timer);
  if (!url) return;
  timer = setTimeout(() => {
    forget(url);
    go(url).catch(({ status }) => (status === 400 ? location.assign(url) : again(LATER)));
  }, delay);
}

async function go(url) {
  const turn = ++wanted;
  const page = await ask(url);
  if (turn === wanted) show(page);
}

/** Sends a form's fields and shows what came of that; what was asked for before is old by then, and asked for anew. */
export async function act(url, fields) {
  const page = await load(url, fields);
  wanted++;
  forget();
  show(page);
  for (const each of going.keys()) going.set(each, true);
}

/** Has the server write what an address holds, and once more if that is asked for meanwhile. */
async function write(url) {
  const first = !going.has(url);
  going.set(url, true);
  while (first && going.get(url)) {
    going.set(url, false);
    failed.delete(url);
    forget();
    const [began, turn] = [performance.now(), wanted];
    await load(url).then((page) => turn === wanted && show(page), () => failed.add(url));
    await new Promise((done) => setTimeout(done, Math.min(MOST, Math.max(LEAST, EASE * (performance.now() - began)))));
  }
  if (first) going.delete(url);
}

/** Where a part is written: at an epoch, where it follows the scrubber. */
function addressOf(part, epoch = new URLSearchParams(location.search).get("epoch")) {
  const url = new URL(part.dataset.liveFrom ?? location.href, location.href);
  if (epoch !== null && part.matches("[data-live~=scrubber]")) url.searchParams.set("epoch", epoch);
  return url.pathname + url.search;
}

function liveOn(type) {
  return [...document.querySelectorAll(`[data-live~="${type}"]`)];
}

/** Has the server write parts anew, each address once. */
export function renew(parts) {
  new Set(parts.map((part) => addressOf(part))).forEach(write);
}

/** Whether an event tells a part anything new: what each job does at the moment comes four times a second. */
function isNews(part, { jobs, waiting }) {
  if (!jobs) return true;
  const below = "liveBelow" in part.dataset;
  const ours = below ? jobs.filter((job) => job.url.startsWith(`${addressOf(part).split("?")[0]}/`)) : jobs;
  const now = `${ours.map((job) => `${job.id} ${job.state} ${job.activity.match(/epoch \d+/i)}`)} ${below ? "" : waiting}`;
  const before = told.get(part.id);
  told.set(part.id, now);
  // What the page shows as going may have ended before the first event, and what is going may not be there yet.
  const first = ours.length > 0 || part.querySelector(".live, .status-queued, .status-running") !== null;
  return before === undefined ? first : now !== before;
}

function followScrubber() {
  const [part] = liveOn("scrubber");
  if (!part) return;
  document.addEventListener("inkling:epoch", ({ detail }) => {
    const shown = go(addressOf(part, detail.epoch));
    detail.waitFor(shown);
    // One after the other: a neighbour must not keep the epoch that is looked at waiting.
    shown.then(() => detail.neighbours.forEach((epoch) => ask(addressOf(part, epoch)).catch(() => {}))).catch(() => {});
  });
  if (!("liveAhead" in part.dataset)) return;
  const scrubber = document.querySelector("[data-scrubber]");
  /** Whoever reaches for the scrubber is about to go through the epochs: they are fetched one after the other. */
  const fetchAhead = async () => {
    for (const epoch of scrubber.dataset.epochs.split(",").slice(0, AHEAD)) await ask(addressOf(part, epoch)).catch(() => {});
  };
  for (const type of ["pointerenter", "focusin"]) scrubber?.addEventListener(type, fetchAhead, { once: true });
}

function followLink(event) {
  const link = event.target.closest("a[data-live-link]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const url = link.pathname + link.search;
  history.replaceState(history.state, "", url);
  go(url).catch(() => location.assign(url));
}

export function startParts() {
  const parts = [...document.querySelectorAll("[data-live]")];
  const types = new Set(parts.flatMap((part) => part.dataset.live.match(/\S+/g) ?? []));
  types.delete("scrubber");
  for (const type of types) stream.on(type, (event) => renew(liveOn(type).filter((part) => isNews(part, event))));
  stream.on("connection", ({ lost }) => {
    if (lost) return;
    giveUp();
    [...going.keys(), ...failed].forEach(write);
    renew(liveOn("jobs"));
  });
  document.addEventListener("click", followLink);
  followScrubber();
  again(0);
}
