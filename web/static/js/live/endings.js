// Which of the jobs that this window saw running have ended, and what came of them.

import { stream } from "./stream.js";

const seen = new Set([...document.querySelectorAll("[data-job-rows] [data-job]")].map((row) => Number(row.dataset.job)));
const listeners = [];

/** Calls back with each such job once: its id, title, url, outcome, and result if it has one; in a hidden window, too. */
export function onEnd(callback) {
  if (listeners.length === 0) stream.on("jobs", tell, { hidden: true });
  listeners.push(callback);
}

function tell({ jobs, ended }) {
  for (const job of jobs) if (job.state !== "waiting") seen.add(job.id);
  for (const job of ended.filter(({ id }) => seen.delete(id))) listeners.forEach((callback) => callback(job));
}
