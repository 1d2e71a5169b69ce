// The running job in the header, on every page.

import { timeLeft } from "./format.js";
import { stream } from "./stream.js";

const SAY_EVERY = 15_000; // milliseconds between two sentences for a screen reader

export function startHeaderProgress() {
  const strip = document.querySelector("[data-jobs]");
  if (strip) stream.on("jobs", (data) => new JobStrip(strip).show(data.jobs));
}

class JobStrip {
  static #lastSaid = { text: "", at: 0 };

  constructor(strip) {
    this.part = (name) => strip.querySelector(`[data-job-${name}]`);
    this.strip = strip;
  }

  show(jobs) {
    const current = jobs.find((job) => job.state === "running" || job.state === "cancelling");
    const first = current ?? jobs[0];
    this.strip.hidden = !first;
    if (!first) return this.#say("Nothing is running.");
    const { activity, share, seconds_left: left } = first;
    this.part("link").textContent = first.title;
    this.part("link").setAttribute("href", first.url);
    this.part("activity").textContent = first.state === "cancelling" ? "stopping" : activity;
    this.part("bar").value = share;
    this.part("left").textContent = timeLeft(left);
    const waiting = jobs.length - 1;
    this.part("waiting").textContent = waiting > 0 ? `${waiting} waiting` : "";
    this.#say(`${first.title}: ${activity}, ${Math.floor(100 * share)} percent. ${timeLeft(left)}`);
  }

  #say(text) {
    const said = JobStrip.#lastSaid;
    const region = document.querySelector("[data-job-said]");
    if (!region || text === said.text || Date.now() - said.at < SAY_EVERY) return;
    JobStrip.#lastSaid = { text, at: Date.now() };
    region.textContent = text;
  }
}
