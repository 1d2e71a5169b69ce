// Moments in the time zone of whoever reads, in English as the pages are, and running times that go on.

import { isLost } from "./connection.js";
import { duration } from "./format.js";

const parts = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };
const thisYear = new Intl.DateTimeFormat("en-GB", parts);
const otherYear = new Intl.DateTimeFormat("en-GB", { ...parts, year: "numeric" });

function moment(date) {
  return (date.getFullYear() === new Date().getFullYear() ? thisYear : otherYear).format(date);
}

/** Writes the moments within a part of a page as its reader does. */
export function localise(root) {
  for (const time of root.querySelectorAll("time[data-local]")) {
    time.textContent = moment(new Date(time.dateTime));
  }
}

function tick() {
  if (isLost()) return; // Nobody knows whether it still runs.
  for (const element of document.querySelectorAll("[data-since]")) {
    element.textContent = duration(Math.round((Date.now() - Date.parse(element.dataset.since)) / 1000));
  }
}

export function startTimes() {
  localise(document);
  document.addEventListener("htmx:load", (event) => localise(event.target));
  setInterval(tick, 1000);
}
