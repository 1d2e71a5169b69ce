// The list of runs: a running run's row moves, and when something more has changed the server writes the rows anew, of
// which only what differs takes the place of what is there: ticks, focus and what is open stay.

import { onJobsChange } from "../live/jobs-change.js";
import { stream } from "../live/stream.js";
import { localise } from "../shell/times.js";

const PATIENCE = 30_000; // milliseconds, with a connection that may have died

export function startRunsList() {
  if (!document.querySelector("[data-runs-list]")) return;
  stream.on("jobs", ({ jobs }) => jobs.forEach(showInRow));
  const going = () => document.querySelector("[data-runs-list] :is(.status-queued, .status-running)") !== null;
  onJobsChange(going, () => takeOver().catch(() => {})); // The next change tries again.
}

function showInRow(job) {
  const row = document.querySelector(`[data-run-row="${CSS.escape(job.url)}"]`);
  if (!row) return;
  const bar = row.querySelector("progress");
  if (bar) bar.value = job.share;
  const activity = row.querySelector("[data-row-activity]");
  if (activity) activity.textContent = job.activity;
}

async function takeOver() {
  const here = document.querySelector("[data-runs-list]");
  const response = await fetch(here.dataset.rows, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  localise(page);
  const next = page.querySelector("[data-runs-list]");
  const [body, nextBody] = [here.querySelector("tbody"), next.querySelector("tbody")];
  if (!body || !nextBody) return location.reload(); // The first row has come, or the last one gone.
  here.querySelector("[data-live=range]").replaceWith(next.querySelector("[data-live=range]"));
  mergeRows(body, nextBody);
  here.dispatchEvent(new CustomEvent("inkling:rows", { bubbles: true }));
}

function mergeRows(body, next) {
  const rows = new Map([...body.rows].map((row) => [row.dataset.runRow, row]));
  let place = body.firstElementChild;
  for (const fresh of [...next.rows]) {
    const row = rows.get(fresh.dataset.runRow);
    rows.delete(fresh.dataset.runRow);
    if (row) mergeCells(row, fresh);
    const shown = row ?? document.adoptNode(fresh);
    if (shown === place) place = place.nextElementSibling;
    else body.insertBefore(shown, place);
  }
  rows.forEach((row) => row.remove());
}

function mergeCells(row, fresh) {
  [...row.cells].forEach((cell, i) => {
    const other = fresh.cells[i];
    const inUse = cell.matches(".pick, :focus-within, :has(:popover-open)");
    if (!inUse && !cell.isEqualNode(other)) cell.replaceWith(document.adoptNode(other.cloneNode(true)));
  });
}
