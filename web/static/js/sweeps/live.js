// Keeps a list of sweeps, or a sweep's page, up to date while runs come and go.

import { onJobsChange } from "../live/jobs-change.js";
import { refresh } from "../live/refresh.js";

const going = () => document.querySelector("main :is(.status-queued, .status-running)") !== null;

onJobsChange(going, () => {
  const written = refresh("[data-sweep-refresh]");
  document.dispatchEvent(new CustomEvent("inkling:sweep"));
  return written;
});
