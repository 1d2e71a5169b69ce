// The reliability diagram and the histogram of confidence.

import { Chart, paintAxes } from "../charts/chart.js";
import { wholePercent } from "../shell/format.js";
import { colour } from "../shell/tokens.js";

const middle = (bin) => (bin.low + bin.high) / 2;
// Functions, since Chart.js keeps the colours that bars had when there were none yet.
const shade = (name) => () => palette[name];
let palette = {};
const WIDE = { type: "bar", barPercentage: 1, categoryPercentage: 0.94, grouped: false };
const gap = (label, fill, edge) => ({ ...WIDE, label, data: [], borderWidth: 1, backgroundColor: shade(fill), borderColor: shade(edge), order: 1 });
const range = (bin) => `${wholePercent(bin.low)} to ${wholePercent(bin.high)}`;

/** Accuracy as bars, and the gap to the confidence at their tops: above them where the network was too sure, else within. */
export function reliabilityChart(canvas) {
  const chart = new Chart(canvas, {
    data: {
      datasets: [
        { type: "line", label: "as sure as right", data: [{ x: 0, y: 0 }, { x: 1, y: 1 }], pointRadius: 0, borderWidth: 1.25, borderDash: [4, 4], order: 0 },
        { ...WIDE, label: "accuracy", data: [], backgroundColor: shade("train"), order: 2 },
        gap("too sure", "over", "valid"),
        gap("not sure enough", "under", "train"),
      ],
    },
    options: options({ min: 0, max: 1, ticks: { callback: wholePercent }, title: { display: true, text: "accuracy" } }, (bin, label) =>
      label === "accuracy"
        ? `accuracy ${(100 * bin.accuracy).toFixed(2)} % of ${bin.count.toLocaleString("en")}`
        : `${label}: mean confidence ${(100 * bin.confidence).toFixed(2)} %`,
    ),
  });
  const show = (bins) => {
    const filled = bins.filter((bin) => bin.count > 0);
    const [diagonal, accuracy, over, under] = chart.data.datasets;
    const bars = (some, y) => some.map((bin) => ({ x: middle(bin), y: y(bin), bin }));
    const between = (bin) => [bin.accuracy, bin.confidence];
    accuracy.data = bars(filled, (bin) => bin.accuracy);
    over.data = bars(filled.filter((bin) => bin.confidence > bin.accuracy), between);
    under.data = bars(filled.filter((bin) => bin.confidence < bin.accuracy), between);
    diagonal.borderColor = colour("--text-faint");
    paint(chart);
  };
  return { show };
}

/** How many right and wrong answers have which confidence; logarithmic, since nearly all are sure. */
export function histogramChart(canvas) {
  const bars = { type: "bar", barPercentage: 0.94, categoryPercentage: 0.94, data: [] };
  const y = { type: "logarithmic", min: 0.8, title: { display: true, text: "images, logarithmic" } };
  y.ticks = { callback: (value) => (Number.isInteger(Math.log10(value)) ? value.toLocaleString("en") : "") };
  const chart = new Chart(canvas, {
    data: { datasets: [{ ...bars, label: "right", backgroundColor: shade("train") }, { ...bars, label: "wrong", backgroundColor: shade("valid") }] },
    options: options(y, (bin, label) => `${bin[label].toLocaleString("en")} ${label}`),
  });
  const show = (bins) => {
    for (const dataset of chart.data.datasets) {
      dataset.data = bins.map((bin) => ({ x: middle(bin), y: bin[dataset.label] || null, bin }));
    }
    paint(chart);
  };
  return { show };
}

function options(y, text) {
  return {
    scales: {
      x: { type: "linear", min: 0, max: 1, offset: false, grid: { display: false }, ticks: { callback: wholePercent }, title: { display: true, text: "confidence" } },
      y: { border: { display: false }, ...y },
    },
    plugins: {
      tooltip: {
        filter: ({ raw }) => raw.bin,
        callbacks: { title: ([item]) => (item ? range(item.raw.bin) : ""), label: ({ raw, dataset }) => ` ${text(raw.bin, dataset.label)}` },
      },
    },
  };
}

function paint(chart) {
  palette = Object.fromEntries(["train", "valid", "over", "under"].map((name) => [name, colour(`--chart-${name}`)]));
  paintAxes(chart);
  chart.update("none");
}
