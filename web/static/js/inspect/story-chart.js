// The probability of each class by epoch for one image; the true label's line is the strong one.

import { probabilityChart } from "./probability-chart.js";

/** @param {{label: number, classes: string[], epochs: number[], probabilities: number[][]}} story */
export function storyChart(canvas, story, epoch) {
  let marked = epoch;
  const along = { title: "epoch", labels: story.epochs };
  const { paint } = probabilityChart(canvas, story, along, new Map([[story.label, ", the true label"]]), {
    radius: (i) => (story.epochs[i] === marked ? 6 : 2.5),
    counts: (i) => story.epochs[i] > 0, // The untrained network gives each as much.
  });
  return { paint, mark: (next) => ((marked = next), paint()) };
}
