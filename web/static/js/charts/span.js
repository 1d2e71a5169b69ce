// A stretch of a chart from some x to its end, shaded and named.

import { Chart } from "./chart.js";

/** Draws what the chart has in `inklingSpan`, {x, text, fill, ink}, if it has any. */
export const spanMark = {
  id: "inklingSpan",

  beforeDatasetsDraw(chart) {
    const span = chart.inklingSpan;
    if (!span || span.x >= chart.scales.x.max) return;
    const { ctx, chartArea } = chart;
    const left = Math.max(chartArea.left, chart.scales.x.getPixelForValue(span.x));
    ctx.save();
    ctx.fillStyle = span.fill;
    ctx.fillRect(left, chartArea.top, chartArea.right - left, chartArea.bottom - chartArea.top);
    ctx.fillStyle = span.ink;
    ctx.font = `${Chart.defaults.font.size}px ${Chart.defaults.font.family}`;
    ctx.textBaseline = "top";
    // Within the stretch if there is room, else to the left of where it begins.
    const inside = ctx.measureText(span.text).width + 12 <= chartArea.right - left;
    ctx.textAlign = inside ? "left" : "right";
    ctx.fillText(span.text, inside ? left + 6 : left - 6, chartArea.top + 4);
    ctx.restore();
  },
};
