// Keeps a list of sweeps, or a sweep's page, up to date while runs come and go.

import { stream } from "./stream.js";

const AT_MOST_EVERY = 2000; // milliseconds

let before = null;
let refreshed = 0;
let waiting = null;

function refresh() {
  waiting = null;
  refreshed = Date.now();
  document.querySelector("[data-sweep-refresh]")?.dispatchEvent(new CustomEvent("refresh"));
  document.dispatchEvent(new CustomEvent("inkling:sweep"));
}

stream.on("jobs", ({ jobs, waiting: queued }) => {
  const signature = `${queued} ${jobs.map((job) => `${job.id} ${job.state} ${job.activity.split(",")[0]}`).join("; ")}`;
  if (before !== null && signature !== before && !waiting) {
    waiting = setTimeout(refresh, Math.max(0, refreshed + AT_MOST_EVERY - Date.now()));
  }
  before = signature;
});
