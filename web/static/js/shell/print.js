// A page on paper is light whatever the theme is, and its charts are drawn as wide as they stand there, and sharp.

import { repaint } from "./theme.js";

const SHARP = 3; // canvas pixels for one of the page's

export function startPrint() {
  const root = document.documentElement;
  let theme;
  addEventListener("beforeprint", () => {
    theme = root.dataset.theme;
    root.dataset.theme = "light";
    root.classList.add("printing");
    draw(SHARP);
  });
  addEventListener("afterprint", () => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    root.classList.remove("printing");
    draw(devicePixelRatio);
  });
}

/** At once: the page is taken as it stands when this returns. */
function draw(sharpness) {
  for (const chart of Object.values(window.Chart?.instances ?? {})) {
    chart.options.devicePixelRatio = sharpness;
    chart.resize();
  }
  repaint();
}
