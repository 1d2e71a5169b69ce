// How confidence and energy lie for test images and for strangers, as shares of each group.

import { Chart, paintAxes } from "../charts/chart.js";
import { wholePercent } from "../shell/format.js";
import { onThemeChange } from "../shell/theme.js";
import { colour } from "../shell/tokens.js";

const number = (value) => value.toFixed(1).replace("-", "\u2212");
const AXES = { confidence: { title: "confidence", text: wholePercent }, energy: { title: "energy score", text: number } };
const GROUPS = { test: ["test images", "train"], strangers: ["strangers", "valid"] };

function chart(canvas) {
  const { title, text } = AXES[canvas.dataset.histogram];
  const axis = (words) => ({ title: { display: true, text: words }, ticks: {} });
  return new Chart(canvas, {
    type: "bar",
    data: {
      labels: [],
      // A function, since Chart.js keeps the colours that bars had when there were none yet.
      datasets: Object.values(GROUPS).map(([label, paint]) => ({ label, data: [], barPercentage: 1, categoryPercentage: 0.9, backgroundColor: () => colour(`--chart-${paint}`) })),
    },
    options: {
      scales: {
        x: { ...axis(title), grid: { display: false }, ticks: { maxRotation: 0, autoSkipPadding: 12 } },
        y: { ...axis("share of each group"), border: { display: false }, beginAtZero: true, ticks: { callback: wholePercent } },
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: ([item]) => (item ? item.chart.edges.slice(item.dataIndex, item.dataIndex + 2).map(text).join(" to ") : ""),
            label: ({ raw, dataset }) => ` ${(100 * raw).toFixed(1)} % of ${dataset.label}`,
          },
        },
      },
    },
  });
}

function show(chart, name, bins) {
  const { text } = AXES[name];
  chart.edges = bins.edges;
  chart.data.labels = bins.edges.slice(0, -1).map(text);
  Object.keys(GROUPS).forEach((group, i) => {
    const all = bins[group].reduce((sum, count) => sum + count, 0) || 1;
    chart.data.datasets[i].data = bins[group].map((count) => count / all);
  });
  paintAxes(chart);
  chart.update("none");
}

const charts = new Map([...document.querySelectorAll("[data-histogram]")].map((canvas) => [canvas.dataset.histogram, canvas]));

function draw() {
  const view = JSON.parse(document.querySelector("#strangers-data").textContent);
  document.querySelector("[data-plots]").hidden = !view;
  if (!view) return;
  for (const [name, canvas] of charts) show(Chart.getChart(canvas) ?? chart(canvas), name, view[name]);
}

document.addEventListener("inkling:written", draw);
onThemeChange(draw);
draw();
