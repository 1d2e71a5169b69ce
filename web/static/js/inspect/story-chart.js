// The probability of each class by epoch for one image; the true label's line is the strong one.

import { Chart } from "../charts/chart.js";
import { brief } from "../shell/format.js";
import { classColour, classPoint, colour } from "../shell/tokens.js";

const SEEN = 0.05; // a class that never gets more is left out; the untrained network gives each as much
const MOST = 10; // lines, besides the true label's

/** @param {{label: number, classes: string[], epochs: number[], probabilities: number[][]}} story */
export function storyChart(canvas, story, epoch) {
  let marked = epoch;
  const most = story.classes.map((_, c) => Math.max(...story.probabilities.filter((_, i) => story.epochs[i] > 0).map((p) => p[c])));
  const seen = most.map((_, c) => c).filter((c) => c !== story.label && most[c] >= SEEN).sort((a, b) => most[b] - most[a]);
  const shown = [story.label, ...seen.slice(0, MOST)].sort((a, b) => a - b);
  const chart = new Chart(canvas, {
    type: "line",
    data: { labels: story.epochs, datasets: shown.map((c) => line(story, c)) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      clip: 16, // The dots at 100 % are whole.
      layout: { padding: { top: 12, right: 12 } },
      interaction: { mode: "index", intersect: false },
      scales: {
        x: { title: { display: true, text: "epoch" }, grid: { display: false } },
        y: { min: 0, max: 1, border: { display: false }, ticks: { callback: (value) => `${Math.round(100 * value)}\u2009%` } },
      },
      plugins: {
        colors: { enabled: false },
        legend: { position: "bottom", labels: { boxHeight: 2, boxWidth: 18 } },
        tooltip: { callbacks: { label: ({ dataset, raw }) => ` ${dataset.label}: ${(100 * raw).toFixed(2)}\u2009%` } },
      },
    },
  });
  const paint = () => {
    chart.data.datasets.forEach((dataset) => {
      dataset.borderColor = dataset.backgroundColor = dataset.pointBackgroundColor = classColour(dataset.output);
      dataset.pointRadius = story.epochs.map((each) => (each === marked ? 6 : 2.5));
    });
    Object.values(chart.options.scales).forEach((scale) => {
      scale.ticks.color = colour("--text-faint");
      scale.grid.color = colour("--chart-grid");
      if (scale.title) scale.title.color = colour("--text-faint");
    });
    chart.options.plugins.legend.labels.color = colour("--text-soft");
    chart.update("none");
  };
  paint();
  return { paint, mark: (next) => ((marked = next), paint()) };
}

function line({ label, classes, probabilities }, output) {
  const own = output === label;
  return {
    label: `${brief(classes[output])}${own ? ", the true label" : ""}`,
    output,
    ...classPoint(output),
    data: probabilities.map((p) => p[output]),
    borderWidth: own ? 3 : 1.5,
    borderDash: own ? [] : [5, 4],
    order: own ? 0 : 1,
  };
}
