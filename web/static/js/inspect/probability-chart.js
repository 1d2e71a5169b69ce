// The probability of each class along something, such as the epochs; the lines of some classes are the strong ones.

import { Chart, paintAxes } from "../charts/chart.js";
import { brief, wholePercent } from "../shell/format.js";
import { classColour, classPoint } from "../shell/tokens.js";

const SEEN = 0.05; // a class that never gets more is left out
const MOST = 10; // lines, besides the strong ones

/**
 * @param {{classes: string[], probabilities: number[][]}} said of every class at each place
 * @param {{title: string, labels: (number|string)[]}} along what the places are
 * @param {Map<number, string>} strong what is said after the names of the classes with strong lines
 * @param {(place: number) => number} radius of a place's points, in pixels
 * @param {(place: number) => boolean} counts whether a class is shown for what it gets there
 */
export function probabilityChart(canvas, { classes, probabilities }, along, strong, { radius, counts = () => true, plugins = [] }) {
  const most = classes.map((_, c) => Math.max(...probabilities.filter((_, i) => counts(i)).map((p) => p[c])));
  const seen = most.map((_, c) => c).filter((c) => !strong.has(c) && most[c] >= SEEN).sort((a, b) => most[b] - most[a]);
  const shown = [...strong.keys(), ...seen.slice(0, MOST)].sort((a, b) => a - b);
  const chart = new Chart(canvas, {
    type: "line",
    data: { labels: along.labels, datasets: shown.map((c) => line(classes, probabilities, c, strong.get(c))) },
    options: {
      clip: 16, // The dots at 100 % are whole.
      layout: { padding: { top: 12, right: 12 } },
      interaction: { mode: "index", intersect: false },
      scales: {
        x: { title: { display: true, text: along.title }, grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 12 } },
        y: { min: 0, max: 1, border: { display: false }, ticks: { callback: wholePercent } },
      },
      plugins: {
        legend: { labels: { boxHeight: 2, boxWidth: 18 } },
        tooltip: { callbacks: { label: ({ dataset, raw }) => ` ${dataset.label}: ${(100 * raw).toFixed(2)}\u2009%` } },
      },
    },
    plugins,
  });
  const paint = () => {
    chart.data.datasets.forEach((dataset) => {
      dataset.borderColor = dataset.backgroundColor = dataset.pointBackgroundColor = classColour(dataset.output);
      dataset.pointRadius = along.labels.map((_, i) => radius(i));
    });
    paintAxes(chart);
    chart.update("none");
  };
  paint();
  return { paint, destroy: () => chart.destroy() };
}

function line(classes, probabilities, output, note) {
  const strong = note !== undefined;
  return {
    label: `${brief(classes[output])}${note ?? ""}`,
    output,
    ...classPoint(output),
    data: probabilities.map((p) => p[output]),
    borderWidth: strong ? 3 : 1.5,
    borderDash: strong ? [] : [5, 4],
    order: strong ? 0 : 1,
  };
}
