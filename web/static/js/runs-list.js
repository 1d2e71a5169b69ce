// The list of runs: a running run's row moves, and the list is fetched again when something more has changed.

import { stream } from "./stream.js";

const AT_MOST_EVERY = 2000; // milliseconds

export function startRunsList() {
  const list = document.querySelector("[data-runs-list]");
  if (!list) return;
  let before = list.dataset.signature ?? null;
  let refreshed = 0;
  let waiting = null;

  const refresh = () => {
    waiting = null;
    refreshed = Date.now();
    document.querySelector("[data-runs-list]")?.dispatchEvent(new CustomEvent("refresh"));
  };

  stream.on("jobs", (data) => {
    const jobs = data.jobs;
    jobs.forEach(showInRow);
    const signature = jobs.map((job) => `${job.id} ${job.state} ${job.activity.split(",")[0]}`).join("; ");
    if (before !== null && signature !== before && !waiting) {
      waiting = setTimeout(refresh, Math.max(0, refreshed + AT_MOST_EVERY - Date.now()));
    }
    before = signature;
  });
}

function showInRow(job) {
  const row = document.querySelector(`[data-run-row="${CSS.escape(job.url)}"]`);
  if (!row) return;
  const bar = row.querySelector("progress");
  if (bar) bar.value = job.share;
  const activity = row.querySelector("[data-row-activity]");
  if (activity) activity.textContent = job.activity;
}
