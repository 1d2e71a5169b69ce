// The charts of the calibration, of the network as it is and with its temperature, which follow what the server writes of an epoch.

import { onThemeChange } from "../shell/theme.js";
import { histogramChart, reliabilityChart } from "./calibration-charts.js";

const SIDES = { asItIs: (view) => view.bins, scaled: (view) => view.scaled.bins };

const sides = [...document.querySelectorAll("[data-side]")].map((side) => {
  side.querySelector("[data-plots]").hidden = false;
  const charts = [reliabilityChart(side.querySelector("[data-reliability]")), histogramChart(side.querySelector("[data-histogram]"))];
  return { bins: SIDES[side.dataset.side], charts };
});

function draw() {
  const view = JSON.parse(document.querySelector("#calibration-data").textContent);
  for (const { bins, charts } of sides) charts.forEach((chart) => chart.show(bins(view)));
}

document.addEventListener("inkling:written", draw);
onThemeChange(draw);
draw();
