// Chart.js as all charts have it: the page's letters and colours, and all of it larger on a full screen. It is a classic script, loaded
// before the modules.

import { magnification } from "../shell/fullscreen.js";
import { colour } from "../shell/tokens.js";

const { Chart } = window;
const LETTERS = Chart.defaults.font.size; // pixels

Object.assign(Chart.defaults, { animation: false, maintainAspectRatio: false });
Object.assign(Chart.defaults.plugins.legend, { position: "bottom" });
Object.assign(Chart.defaults.plugins.legend.labels, { boxHeight: 10, boxWidth: 14 });
Chart.defaults.plugins.colors.enabled = false;
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.register({
  id: "inklingMagnified",
  beforeUpdate: () => {
    Chart.defaults.font.size = Math.round(LETTERS * magnification());
  },
  afterDatasetsUpdate(chart) {
    const times = magnification();
    if (times === 1) return;
    for (const { dataset, data } of chart.getSortedVisibleDatasetMetas()) [dataset, ...data].forEach((element) => magnify(element, times));
  },
});

/** Its options are worked out anew at each update, and shared by many elements. */
function magnify(element, times) {
  const { borderWidth, borderDash, radius } = element?.options ?? {};
  if (!(borderWidth > 0) && !(radius > 0)) return;
  const larger = { borderWidth: borderWidth * times, borderDash: borderDash?.map((length) => length * times), radius: radius * times };
  element.options = { ...element.options, ...larger };
}

/** Takes the colours of the axes and of the legend from the style sheet: at first, and after a change of theme. */
export function paintAxes({ options }) {
  for (const scale of Object.values(options.scales)) {
    scale.grid.color = colour("--chart-grid");
    scale.ticks.color = scale.title.color = colour("--text-faint");
  }
  options.plugins.legend.labels.color = colour("--text-soft");
}

export { Chart };
