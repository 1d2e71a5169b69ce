// The page of the queue: what runs moves on, and the lists are fetched again when their order or their jobs have changed.

import { count, timeLeft } from "../shell/format.js";
import { refresh } from "../live/refresh.js";
import { stream } from "../live/stream.js";

const AT_MOST_EVERY = 500; // milliseconds
let latest = null; // which jobs there are, and in which order
let refreshed = 0;
let waitingToRefresh = null;

function writeAnew() {
  waitingToRefresh = null;
  refreshed = Date.now();
  refresh("[data-queue]");
}

stream.on("jobs", ({ jobs, waiting }) => {
  const running = jobs.filter((job) => job.state !== "waiting");
  running.forEach(show);
  latest = [...jobs.map((job) => `${job.id} ${job.state}`), waiting].join();
  follow();
});

// What has ended meanwhile is in another order.
stream.on("connection", ({ lost }) => lost || writeAnew());

// What changed while the lists were being fetched has them fetched once more.
document.addEventListener("htmx:load", follow);

function follow() {
  if (latest === null || waitingToRefresh || latest === document.querySelector("[data-queue]").dataset.signature) return;
  waitingToRefresh = setTimeout(writeAnew, Math.max(0, refreshed + AT_MOST_EVERY - Date.now()));
}

function show(job) {
  const place = document.querySelector(`[data-queue-job="${job.id}"]`);
  if (!place) return;
  const put = (name, text) => (place.querySelector(`[data-queue-${name}]`).textContent = text);
  const activity = job.state === "cancelling" ? "stopping" : job.activity;
  put("activity", activity[0].toUpperCase() + activity.slice(1));
  put("percent", `${Math.floor(100 * job.share)}\u2009%`);
  put("speed", job.per_second >= 1 ? `${count(Math.round(job.per_second))} ${job.unit} a second` : "");
  put("left", timeLeft(job.seconds_left));
  place.querySelector("[data-queue-bar]").value = job.share;
  const next = place.parentElement.querySelector("[data-queue-expected]");
  if (next) next.textContent = expected(job.seconds_left);
}

/** To the minute, if it is longer than one. */
function expected(seconds) {
  if (seconds === null) return "starts next";
  const minutes = Math.round(seconds / 60);
  const exact = seconds < 60 || minutes >= 60;
  return `starts in about ${exact ? timeLeft(seconds).replace(" left", "") : `${minutes} min`}`;
}
