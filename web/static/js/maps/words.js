// What stands in words around a map: its numbers, what it is doing, which buttons make sense, the table of its classes.

import { keepFocus } from "../shell/focus.js";
import { count, percent, timeLeft } from "../shell/format.js";

/** What the map is of, and the numbers under it. */
export function showFigures(root, map) {
  root.querySelector("[data-map-about]").textContent = map?.about ?? "";
  root.querySelector("[data-map-figures]").replaceChildren(
    ...(map?.figures ?? []).map(({ title, value }) => {
      const pair = document.createElement("div");
      const term = document.createElement("dt");
      const number = document.createElement("dd");
      term.textContent = title;
      number.textContent = value;
      pair.append(term, number);
      return pair;
    }),
  );
}

/** Buttons and notes for how the map stands: active, stopped, finished, failed, or none. */
export function showStatus(root, map) {
  const status = map === null ? "none" : map.status === "queued" || map.status === "running" ? "active" : map.status;
  keepFocus(() => {
    for (const part of root.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(status);
  });
  const waiting = map?.status === "queued" ? "Waits until the processor is free" : "";
  const said = { active: waiting, stopped: `Stopped at iteration ${map?.iteration}`, failed: map?.failure ?? "" };
  root.querySelector("[data-map-said]").textContent = said[status] ?? "";
}

/** How far t-SNE is, four times a second. */
export class LiveWords {
  #root;
  #left = "";

  constructor(root) {
    this.#root = root;
  }

  /** How long it takes, and what is done before the points begin to move. */
  showJob(jobs, map) {
    const job = jobs.find((each) => each.url.endsWith(`&map=${map}`));
    this.#left = timeLeft(job?.seconds_left);
    if (job?.state !== "running" || job.activity === "t-SNE") return;
    this.#root.querySelector("[data-map-said]").textContent = `${job.activity[0].toUpperCase()}${job.activity.slice(1)}`;
  }

  show({ iteration, iterations, kl }) {
    const words = [`Iteration ${count(iteration)} of ${count(iterations)}`, `divergence ${kl.toFixed(3)}`, this.#left];
    this.#root.querySelector("[data-map-said]").textContent = words.filter(Boolean).join(", ");
    const bar = this.#root.querySelector("progress");
    bar.max = iterations;
    bar.value = iteration;
  }
}

/** The table of classes that says what the picture shows. */
export function showClasses(table, { labels, predicted, xy, toOwn }) {
  for (const row of table.querySelectorAll("[data-class]")) {
    const label = Number(row.dataset.class);
    let [n, wrong, x, y] = [0, 0, 0, 0];
    for (let i = 0; i < labels.length; i++) {
      if (labels[i] !== label) continue;
      n += 1;
      wrong += predicted[i] === label ? 0 : 1;
      x += xy[2 * i];
      y += xy[2 * i + 1];
    }
    const cells = [count(n), toOwn(x / n, 0).toFixed(2), toOwn(y / n, 1).toFixed(2), percent(wrong / n)];
    row.querySelectorAll("td").forEach((cell, i) => (cell.textContent = n > 0 || i === 0 ? cells[i] : "–"));
  }
}
