// The two charts of the calibration, which follow what the server writes of an epoch.

import { onThemeChange } from "../shell/theme.js";
import { histogramChart, reliabilityChart } from "./calibration-charts.js";

document.querySelector("[data-plots]").hidden = false;
const charts = [
  reliabilityChart(document.querySelector("[data-reliability]")),
  histogramChart(document.querySelector("[data-histogram]")),
];

function draw() {
  const { bins } = JSON.parse(document.querySelector("#calibration-data").textContent);
  charts.forEach((chart) => chart.show(bins));
}

document.addEventListener("inkling:written", draw);
onThemeChange(draw);
draw();
