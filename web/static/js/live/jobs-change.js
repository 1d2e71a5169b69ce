// When a page that lists jobs or runs is to be written anew: something came, moved on to another epoch, or went.

import { stream } from "./stream.js";

const AT_MOST_EVERY = 2000; // milliseconds

/**
 * @param {() => boolean} going whether the page shows something that has not ended
 * @param {() => Promise<void>} refresh has the page written anew; not called again before it is done
 */
export function onJobsChange(going, refresh) {
  let before = null;
  let refreshed = 0;
  let waiting = null;
  let changed = false;

  const run = async () => {
    refreshed = Date.now();
    changed = false;
    await refresh();
    waiting = null;
    if (changed) soon(); // While the page was being written.
  };

  const soon = () => {
    changed = true;
    waiting ??= setTimeout(run, Math.max(0, refreshed + AT_MOST_EVERY - Date.now()));
  };

  stream.on("jobs", ({ jobs, waiting: queued }) => {
    const signature = [queued, ...jobs.map((job) => `${job.url} ${job.state} ${job.activity.split(",")[0]}`)].join("; ");
    // What the page shows as going may have ended before the first event.
    if (before === null ? going() : signature !== before) soon();
    before = signature;
  });
  stream.on("connection", ({ lost }) => lost || soon());
}
