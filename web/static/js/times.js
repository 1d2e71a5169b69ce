// Moments in the reader's own time zone, and running times that go on.

import { duration } from "./format.js";

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

function localise(root) {
  for (const time of root.querySelectorAll("time[data-local]")) {
    time.textContent = moment.format(new Date(time.dateTime));
  }
}

function tick() {
  for (const element of document.querySelectorAll("[data-since]")) {
    element.textContent = duration(Math.round((Date.now() - Date.parse(element.dataset.since)) / 1000));
  }
}

export function startTimes() {
  localise(document);
  document.addEventListener("htmx:load", (event) => localise(event.target));
  setInterval(tick, 1000);
}
