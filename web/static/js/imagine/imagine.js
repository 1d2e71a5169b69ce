// The form and the gallery of imagined pictures: follows the epoch slider, and fetches what the queue has finished.

import { refresh } from "../live/refresh.js";
import { stream } from "../live/stream.js";

const form = document.querySelector("[data-imagine-form]");
const address = new URL(form.action).pathname;
let going = null;

/** The row of ten for an epoch; resolves when it is there. */
function showTen(epoch) {
  return refresh("#ten", `${address}?epoch=${epoch}&real=yes`);
}

if (document.querySelector("#ten[hx-get]")) refresh("#ten");

document.addEventListener("inkling:epoch", ({ detail }) => {
  form.querySelector("[name=epoch]").value = detail.epoch;
  document.querySelector("#gallery").setAttribute("hx-get", `${address}?epoch=${detail.epoch}`);
  detail.waitFor(showTen(detail.epoch));
});

stream.on("jobs", ({ jobs }) => {
  const ours = jobs.filter((job) => job.url.startsWith(`${address}/`));
  const now = ours.map((job) => job.id + job.state).join();
  if (going !== null && now !== going) {
    showTen(document.querySelector("#epoch-range")?.value ?? form.querySelector("[name=epoch]").value);
    refresh("#gallery");
  }
  going = now;
});

document.querySelector("[data-error-summary]")?.focus();
