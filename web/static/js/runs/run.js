// The page of a run: its curves and numbers grow with the event stream.

import { CurveBoard } from "../charts/board.js";
import { Curve } from "./curves.js";
import { count, timeLeft } from "../shell/format.js";
import { showValues } from "../charts/readout.js";
import { refresh } from "../live/refresh.js";
import { Series } from "../charts/series.js";
import { stream } from "../live/stream.js";

/** Draws the run's curves, and has them grow. */
function start(data) {
  const series = new Series(data);
  const board = new CurveBoard(
    (canvas, listeners) => new Curve(canvas, series, listeners),
    (figure) => `run-${data.run}-${figure.dataset.metric}`,
    ({ figures, curves, x }) => figures.forEach((figure, i) => showValues(figure, curves[i].valuesAt(x))),
  );
  stream.on("steps", ({ steps }) => {
    series.addSteps(steps);
    board.drawSoon();
  });
  stream.on("epoch", (epoch) => {
    series.addEpoch(epoch);
    board.drawSoon();
    told.epoch = epoch.epoch;
    followParts();
  });
  stream.on("status", ({ revision }) => {
    // A run that was resumed may have stepped back: its epochs are counted from what the page says next.
    Object.assign(told, { revision, epoch: 0 });
    followParts();
  });
  stream.on("progress", (progress) => {
    series.stepsPerEpoch = progress.steps;
    showProgress(progress);
  });
}

/** What the stream told last of the run itself and of its epochs. */
const told = { revision: 0, epoch: 0 };

/** Has the server write the summary, the epochs and the checkpoints anew if they are older than what the stream told. */
function followParts() {
  const { revision, epochs } = document.querySelector("[data-run-summary]").dataset;
  if (revision < told.revision || epochs < told.epoch) refresh("[data-run-summary]");
}

// What was told while they were being fetched has them fetched once more.
document.addEventListener("htmx:load", followParts);

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
if (data) start(JSON.parse(data.textContent));
