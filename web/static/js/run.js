// The page of a run: its curves and numbers grow with the event stream.

import { Curve } from "./curves.js";
import { bindPicture, bindTools } from "./curve-tools.js";
import { count, timeLeft } from "./format.js";
import { placeName, showValues } from "./readout.js";
import { Series } from "./series.js";
import { stream } from "./stream.js";
import { onThemeChange } from "./theme.js";
import { colour } from "./tokens.js";

const DRAW_EVERY = 100; // milliseconds

class RunPage {
  #series;
  #curves;
  #figures;
  #axis = "step";
  #crossed = null;
  #drawing = false;

  constructor(data) {
    this.#series = new Series(data);
    this.#figures = [...document.querySelectorAll("figure[data-metric]")];
    const both = {
      onCross: (x) => this.#cross(x),
      onRange: (range) => this.#curves.forEach((curve) => curve.showRange(range)),
    };
    this.#curves = this.#figures.map((figure) => new Curve(figure.querySelector("canvas"), this.#series, both));
    bindTools(document.querySelector("[data-curve-tools]"), (settings) => this.#set(settings));
    document.querySelector("[data-reset-zoom]").addEventListener("click", () => {
      this.#curves.forEach((curve) => curve.resetZoom());
    });
    for (const figure of this.#figures) {
      const name = `run-${data.run}-${figure.dataset.metric}.png`;
      const button = figure.querySelector("[data-picture]");
      bindPicture(button, figure.querySelector("canvas"), () => colour("--surface"), name);
    }
    onThemeChange(() => this.#curves.forEach((curve) => curve.paint()));
  }

  listen() {
    stream.on("steps", ({ steps }) => {
      this.#series.addSteps(steps);
      this.#drawSoon();
    });
    stream.on("epoch", (epoch) => {
      this.#series.addEpoch(epoch);
      this.#drawSoon();
      refreshParts();
    });
    stream.on("status", refreshParts);
    stream.on("progress", (progress) => {
      this.#series.stepsPerEpoch = progress.steps;
      showProgress(progress);
    });
  }

  #set(settings) {
    this.#axis = settings.axis ?? this.#axis;
    this.#crossed = null;
    this.#curves.forEach((curve) => curve.set(settings));
    this.#showValues();
  }

  #cross(x) {
    if (x === this.#crossed) return;
    this.#crossed = x;
    this.#curves.forEach((curve) => curve.cross(x));
    this.#showValues();
  }

  #drawSoon() {
    if (this.#drawing) return;
    this.#drawing = true;
    setTimeout(() => {
      this.#drawing = false;
      this.#curves.forEach((curve) => curve.draw());
      this.#showValues();
    }, DRAW_EVERY);
  }

  #showValues() {
    document.querySelector("[data-place]").textContent = placeName(this.#crossed, this.#axis);
    this.#figures.forEach((figure, i) => showValues(figure, this.#curves[i].valuesAt(this.#crossed)));
  }
}

/** Has the server write the summary, the epochs and the checkpoints anew. */
function refreshParts() {
  document.querySelector("[data-run-summary]").dispatchEvent(new CustomEvent("refresh"));
}

/** What the run does at this moment, between two refreshes. */
function showProgress(progress) {
  const summary = document.querySelector("[data-run-summary]");
  const put = (name, text) => {
    const place = summary.querySelector(`[data-now="${name}"]`);
    if (place && text !== "") place.textContent = text;
  };
  put("activity", progress.activity);
  const { step, steps, epoch, epochs } = progress;
  put("step", steps > 0 ? `${count(step)} of ${count(steps)}` : "");
  put("epoch", epochs > 0 ? `${epoch} of ${epochs}` : "");
  put("speed", progress.images_per_second > 0 ? count(Math.round(progress.images_per_second)) : "");
  put("left", timeLeft(progress.seconds_left).replace(" left", ""));
  const bar = summary.querySelector("progress");
  if (bar) bar.value = progress.share;
}

const data = document.querySelector("#run-data");
if (data) new RunPage(JSON.parse(data.textContent)).listen();
