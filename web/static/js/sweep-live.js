// Keeps a list of sweeps, or a sweep's page, up to date while runs come and go.

import { onJobsChange } from "./jobs-change.js";

const going = () => document.querySelector("main :is(.status-queued, .status-running)") !== null;

onJobsChange(going, () => {
  document.querySelector("[data-sweep-refresh]")?.dispatchEvent(new CustomEvent("refresh"));
  document.dispatchEvent(new CustomEvent("inkling:sweep"));
});
