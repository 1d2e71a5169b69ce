// What each job does at the moment: in the header of every page, and wherever else a page shows the job.

import { count, startsIn, timeLeft } from "../shell/format.js";
import { stream } from "./stream.js";

const SAY_EVERY = 15_000; // milliseconds between two sentences for a screen reader

export function startJobs() {
  const strip = new JobStrip(document.querySelector("[data-jobs]"));
  stream.on("jobs", (data) => strip.show(data));
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
    for (const job of running) {
      if (!rows.querySelector(`[data-job="${job.id}"]`)) this.#add(rows, job);
      const places = `[data-job="${job.id}"], [data-run-row="${CSS.escape(job.url)}"]`;
      document.querySelectorAll(places).forEach((place) => showIn(place, job));
    }
    const link = this.#strip.querySelector("[data-job-waiting]");
    link.hidden = waiting === 0;
    link.textContent = `${waiting} waiting`;
    this.#say(running.length === 0 ? "Nothing is running." : running.map(sentence).join(" "));
  }

  #add(rows, job) {
    const row = this.#strip.querySelector("[data-job-row]").content.firstElementChild.cloneNode(true);
    row.dataset.job = job.id;
    rows.append(row);
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

/** Fills in whatever a place has room for. */
function showIn(place, job) {
  const part = (name) => place.querySelector(`[data-job-${name}]`);
  const put = (name, text) => part(name) && (part(name).textContent = text);
  const [link, bar] = [part("link"), part("bar")];
  if (bar) bar.value = job.share;
  if (link) {
    link.textContent = link.title = job.title;
    link.setAttribute("href", job.url);
    bar.setAttribute("aria-label", `Progress of ${job.title}`);
  }
  put("by", job.asked_by ? `by ${job.asked_by}` : "");
  put("activity", activity(job));
  put("sentence", activity(job).replace(/^./, (first) => first.toUpperCase()));
  put("percent", `${Math.floor(100 * job.share)}\u2009%`);
  put("speed", job.per_second >= 1 ? `${count(Math.round(job.per_second))} ${job.unit} a second` : "");
  put("left", timeLeft(job.seconds_left));
  put("next", startsIn(job.seconds_left));
}

function sentence(job) {
  return `${job.title}: ${activity(job)}, ${Math.floor(100 * job.share)} percent. ${timeLeft(job.seconds_left)}`;
}
