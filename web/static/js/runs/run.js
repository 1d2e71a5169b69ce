// The page of a run: its curves grow with the event stream, and what it does is said between two of its epochs.

import { CurveBoard } from "../charts/board.js";
import { Curve, RateCurve } from "./curves.js";
import { count, timeLeft } from "../shell/format.js";
import { showValues } from "../charts/readout.js";
import { Series } from "../charts/series.js";
import { stream } from "../live/stream.js";

/** Says what the run does; draws its curves, and has them grow. */
function start(data) {
  const series = new Series(data);
  stream.on("progress", (progress) => {
    series.stepsPerEpoch = progress.steps;
    showProgress(progress);
  });
  // A run that was trained elsewhere has none.
  if (!document.querySelector("[data-curve-tools]")) return;
  const board = new CurveBoard(
    (canvas, listeners) => new (canvas.dataset.curve === "learning_rate" ? RateCurve : Curve)(canvas, series, listeners),
    (figure) => `run-${data.run}-${figure.dataset.metric}`,
    ({ figures, curves, x }) => figures.forEach((figure, i) => showValues(figure, curves[i].valuesAt(x))),
  );
  stream.on("steps", ({ steps }) => {
    series.addSteps(steps);
    board.drawSoon();
  });
  document.addEventListener("inkling:written", () => board.drawSoon()); // what the curves say stands there
  stream.on("epoch", (epoch) => {
    series.addEpoch(epoch);
    board.drawSoon();
  });
}

/** What the run does at this moment, between two refreshes. */
function showProgress(progress) {
  const summary = document.querySelector("#run-summary");
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
