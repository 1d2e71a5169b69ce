// The reliability diagram and the histogram of confidence.

import { colour } from "../shell/tokens.js";

const { Chart } = window;
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;

const percentTick = (value) => `${Math.round(100 * value)}\u2009%`;
const middle = (bin) => (bin.low + bin.high) / 2;
// Functions, since Chart.js keeps the colours that bars had when there were none yet.
const shade = (name) => () => palette[name];
let palette = {};
const range = (bin) => `${percentTick(bin.low)} to ${percentTick(bin.high)}`;

/** Accuracy as bars, and how far it falls short of the confidence, or exceeds it, above them. */
export function reliabilityChart(canvas) {
  const chart = new Chart(canvas, {
    data: {
      datasets: [
        { type: "line", label: "as sure as right", data: [{ x: 0, y: 0 }, { x: 1, y: 1 }], pointRadius: 0, borderWidth: 1.25, borderDash: [4, 4], order: 0 },
        { type: "bar", label: "accuracy", data: [], barPercentage: 1, categoryPercentage: 0.94, grouped: false, backgroundColor: shade("train"), order: 2 },
        { type: "bar", label: "gap to the confidence", data: [], barPercentage: 1, categoryPercentage: 0.94, grouped: false, borderWidth: 1, backgroundColor: shade("gap"), borderColor: shade("valid"), order: 1 },
      ],
    },
    options: options({ min: 0, max: 1, ticks: { callback: percentTick }, title: { display: true, text: "accuracy" } }, (bin, label) =>
      label === "accuracy"
        ? `accuracy ${(100 * bin.accuracy).toFixed(2)} % of ${bin.count.toLocaleString("en")}`
        : `mean confidence ${(100 * bin.confidence).toFixed(2)} %`,
    ),
  });
  const show = (bins) => {
    const filled = bins.filter((bin) => bin.count > 0);
    const [diagonal, accuracy, gap] = chart.data.datasets;
    accuracy.data = filled.map((bin) => ({ x: middle(bin), y: bin.accuracy, bin }));
    gap.data = filled.map((bin) => ({ x: middle(bin), y: [bin.accuracy, bin.confidence], bin }));
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
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    scales: {
      x: { type: "linear", min: 0, max: 1, offset: false, grid: { display: false }, ticks: { callback: percentTick }, title: { display: true, text: "confidence" } },
      y: { border: { display: false }, ...y },
    },
    plugins: {
      colors: { enabled: false },
      legend: { position: "bottom", labels: { boxHeight: 10, boxWidth: 14 } },
      tooltip: {
        filter: ({ raw }) => raw.bin,
        callbacks: { title: ([item]) => (item ? range(item.raw.bin) : ""), label: ({ raw, dataset }) => ` ${text(raw.bin, dataset.label)}` },
      },
    },
  };
}

function paint(chart) {
  palette = Object.fromEntries(["train", "valid", "gap"].map((name) => [name, colour(`--chart-${name}`)]));
  for (const scale of Object.values(chart.options.scales)) {
    scale.ticks.color = scale.title.color = colour("--text-faint");
    if (scale.grid?.display !== false) scale.grid = { color: colour("--chart-grid") };
  }
  chart.options.plugins.legend.labels.color = colour("--text-soft");
  chart.update("none");
}
