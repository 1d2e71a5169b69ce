// Which of the jobs that this window saw running have ended, and what came of them.

import { stream } from "./stream.js";

const KEPT = "inkling.running"; // for the window's next page: what it saw running
const rows = [...document.querySelectorAll("[data-job-rows] [data-job]")].map((row) => Number(row.dataset.job));
const seen = new Set([...rows, ...before()]);
const listeners = [];

function before() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}

function keep() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([...seen]));
  } catch {
    // Nothing can be remembered here: what ends between two pages is not told of.
  }
}

/** Calls back with each such job once: its id, title, url, outcome, and result if it has one; in a hidden window, too. */
export function onEnd(callback) {
  if (listeners.length === 0) {
    stream.on("jobs", tell, { hidden: true });
    addEventListener("pagehide", keep);
  }
  listeners.push(callback);
}

function tell({ jobs, ended }) {
  for (const job of jobs) if (job.state !== "waiting") seen.add(job.id);
  for (const job of ended.filter(({ id }) => seen.delete(id))) listeners.forEach((callback) => callback(job));
}
