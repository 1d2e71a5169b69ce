// What each epoch said of an image: a line an epoch.

import { onThemeChange } from "../shell/theme.js";
import { storyChart } from "./story-chart.js";

const story = JSON.parse(document.querySelector("#image-data").textContent);
document.querySelector("[data-plot]").hidden = false;
const chart = storyChart(document.querySelector("[data-story]"), story, Number(document.querySelector("#image").dataset.epoch));
onThemeChange(() => chart.paint());
document.addEventListener("inkling:epoch", ({ detail }) => chart.mark(detail.epoch));
