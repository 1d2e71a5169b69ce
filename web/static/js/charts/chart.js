// Chart.js as all charts have it: the page's letters, and all of it larger on a full screen. It is a classic script, loaded
// before the modules.

import { magnification } from "../shell/fullscreen.js";

const { Chart } = window;
const LETTERS = Chart.defaults.font.size; // pixels

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

export { Chart };
