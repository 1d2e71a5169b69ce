// The probabilities along the way from one image to another, in pixels and in the hidden layer, as the server last wrote them.

import { probabilityChart } from "../inspect/probability-chart.js";
import { colour } from "../shell/tokens.js";
import { onThemeChange } from "../shell/theme.js";

let charts = [];

function draw() {
  charts.forEach((chart) => chart.destroy());
  const held = document.querySelector("#between-data");
  const canvases = [...document.querySelectorAll("[data-way]")];
  for (const canvas of canvases) canvas.closest("[data-plot]").hidden = !held;
  const data = held && JSON.parse(held.textContent);
  charts = data ? canvases.map((canvas) => wayChart(canvas, data, data[canvas.dataset.way])) : [];
}

function wayChart(canvas, { classes, label, other }, { probabilities, flips }) {
  const labels = probabilities.map((_, i) => (i / (probabilities.length - 1)).toFixed(2));
  const strong = new Map([[other, ", at the end"], [label, label === other ? ", at both ends" : ", at the beginning"]]);
  const along = { title: "part of the way", labels };
  return probabilityChart(canvas, { classes, probabilities }, along, strong, { radius: () => 0, plugins: [marks(flips)] });
}

/** A line down where the answer changes. */
function marks(flips) {
  return {
    id: "flips",
    afterDatasetsDraw({ ctx, chartArea, scales }) {
      ctx.save();
      ctx.strokeStyle = colour("--text-faint");
      ctx.setLineDash([2, 3]);
      for (const { at } of flips) {
        const x = scales.x.getPixelForDecimal(at);
        ctx.beginPath();
        ctx.moveTo(x, chartArea.top);
        ctx.lineTo(x, chartArea.bottom);
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}

document.addEventListener("inkling:written", draw);
onThemeChange(() => charts.forEach((chart) => chart.paint()));
draw();
