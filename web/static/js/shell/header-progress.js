// What runs and how many wait, in the header of every page.

import { timeLeft } from "./format.js";
import { stream } from "../live/stream.js";

const SAY_EVERY = 15_000; // milliseconds between two sentences for a screen reader

export function startHeaderProgress() {
  const strip = document.querySelector("[data-jobs]");
  if (!strip) return;
  const shown = new JobStrip(strip);
  stream.on("jobs", (data) => shown.show(data));
}

class JobStrip {
  #strip;
  #said = { text: "", at: 0 };

  constructor(strip) {
    this.#strip = strip;
  }

  show({ jobs, waiting }) {
    const running = jobs.filter((job) => job.state !== "waiting");
    this.#strip.hidden = jobs.length === 0;
    const rows = this.#strip.querySelector("[data-job-rows]");
    for (const row of [...rows.children]) {
      if (!running.some((job) => String(job.id) === row.dataset.job)) row.remove();
    }
    for (const job of running) showIn(rows.querySelector(`[data-job="${job.id}"]`) ?? this.#add(rows, job), job);
    const link = this.#strip.querySelector("[data-job-waiting]");
    link.hidden = waiting === 0;
    link.textContent = `${waiting} waiting`;
    this.#say(running.length === 0 ? "Nothing is running." : running.map(sentence).join(" "));
  }

  #add(rows, job) {
    const row = this.#strip.querySelector("[data-job-row]").content.firstElementChild.cloneNode(true);
    row.dataset.job = job.id;
    rows.append(row);
    return row;
  }

  #say(text) {
    const region = this.#strip.querySelector("[data-job-said]");
    if (text === this.#said.text || Date.now() - this.#said.at < SAY_EVERY) return;
    this.#said = { text, at: Date.now() };
    region.textContent = text;
  }
}

function activity(job) {
  return job.state === "cancelling" ? "stopping" : job.activity;
}

function showIn(row, job) {
  const part = (name) => row.querySelector(`[data-job-${name}]`);
  part("link").textContent = job.title;
  part("link").title = job.title;
  part("link").setAttribute("href", job.url);
  part("activity").textContent = activity(job);
  part("bar").value = job.share;
  part("bar").setAttribute("aria-label", `Progress of ${job.title}`);
  part("left").textContent = timeLeft(job.seconds_left);
}

function sentence(job) {
  return `${job.title}: ${activity(job)}, ${Math.floor(100 * job.share)} percent. ${timeLeft(job.seconds_left)}`;
}
