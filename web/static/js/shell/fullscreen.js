// One chart, matrix, map or sheet on the whole screen, large enough for a projector; where the browser does not allow it,
// it fills the window. What steers it (data-with-stage) goes along, and comes back.

import { bindKeys } from "./keys.js";
import { repaint } from "./theme.js";

const PLAIN = 800; // pixels of width up to which nothing is enlarged
const MOST = 2.25;

let shown = null; // { stage, button, guests, inert }

/** @returns {number} how many times larger than on the page charts draw their lines and letters */
export function magnification() {
  return shown ? Math.max(1, Math.min(MOST, innerWidth / PLAIN)) : 1;
}

export function startFullscreen() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-fullscreen]");
    if (button) toggle(button);
  });
  document.addEventListener("keydown", onEscape, { capture: true });
  document.addEventListener("fullscreenchange", () => shown && !document.fullscreenElement && restore());
  addEventListener("resize", () => shown && repaint());
  if (document.querySelector("[data-stage]")) bindKeys(["f"], "Full screen, and back", ({ target }) => press(target));
}

function press(target) {
  const button = shown?.button ?? meant(target);
  if (!button?.checkVisibility()) return false;
  toggle(button);
}

/** Before whatever else Escape takes back on the page. */
function onEscape(event) {
  if (!shown || event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  event.stopPropagation();
  leave();
}

/** The button of what has the focus, is pointed at, or comes first. */
function meant(target) {
  const stage = target.closest("[data-stage]") ?? document.querySelector("[data-stage]:hover") ?? document.querySelector("[data-stage]");
  return stage?.querySelector("[data-fullscreen]");
}

function toggle(button) {
  if (shown) leave();
  else enter(button);
}

function enter(button) {
  button.closest("[data-stage]").requestFullscreen?.().catch(() => {}); // It fills the window then.
  set(button);
}

function leave() {
  if (document.fullscreenElement) document.exitFullscreen(); // The event that follows restores the page.
  else restore();
}

function restore() {
  const { button } = shown;
  strike();
  repaint();
  button.focus();
}

/** Writes the page's parts anew; a stage within one is no stage meanwhile, since the server knows of none. */
export function offStage(write) {
  const button = shown?.stage.closest("[data-live]") && shown.button;
  if (button) strike();
  write();
  if (button?.isConnected) set(button);
  else if (button && document.fullscreenElement) document.exitFullscreen();
}

function set(button) {
  const stage = button.closest("[data-stage]");
  const guests = [...document.querySelectorAll("[data-with-stage]")].filter((guest) => !stage.contains(guest));
  const places = guests.map((guest) => ({ guest, place: document.createComment("") }));
  keepingFocus(() => {
    for (const { guest, place } of places) guest.before(place);
    stage.firstElementChild.after(...guests);
  });
  shown = { stage, button, guests: places, inert: around(stage) };
  for (const element of shown.inert) element.inert = true;
  mark(true);
  repaint();
}

function strike() {
  const { guests, inert } = shown;
  for (const element of inert) element.inert = false;
  keepingFocus(() => guests.forEach(({ guest, place }) => place.replaceWith(guest)));
  mark(false);
  shown = null;
}

/** What is moved within a page loses the focus. */
function keepingFocus(move) {
  const focused = document.activeElement;
  move();
  if (document.activeElement !== focused) focused?.focus({ preventScroll: true });
}

function mark(full) {
  shown.stage.classList.toggle("full", full);
  shown.button.setAttribute("aria-pressed", String(full));
}

/** Everything beside a stage and what holds it, which is out of sight and has to be out of reach. */
function around(stage) {
  const found = [];
  for (let each = stage; each !== document.body; each = each.parentElement) {
    const others = [...each.parentElement.children].filter((other) => other !== each && !other.inert);
    found.push(...others.filter((other) => !other.matches("dialog, [popover]"))); // Those come before it.
  }
  return found;
}
