// What an axis has no place for: zeros on a logarithmic one, where the line has a gap, and what lies above its end. A mark
// below or above the chart says where.

import { magnification } from "../shell/fullscreen.js";
import { channels } from "../shell/tokens.js";

const SIZE = 4; // pixels, on a page

/** @returns {{x: number, y: number}[]} the points; those of no place on the axis are gaps, and those of 0 say so */
export function withGaps(points) {
  return points.map((point) => (point.y > 0 ? point : { ...point, y: NaN, zero: point.y === 0 }));
}

/** Draws a mark wherever a line that is shown leaves the axis. */
export const offAxisMarks = {
  id: "inklingOffAxis",

  afterDatasetsDraw(chart) {
    const { ctx, chartArea, scales } = chart;
    const marked = new Set();
    ctx.save();
    chart.data.datasets.forEach(({ data, borderColor, hidden }) => {
      if (hidden) return;
      for (const { x, y, zero } of data) {
        if (!zero && !(y > scales.y.max)) continue;
        const at = Math.round(scales.x.getPixelForValue(x));
        ctx.fillStyle = `rgb(${channels(borderColor).join(" ")})`; // Of a pale line, too, its marks are to be seen.
        const mark = `${at} ${zero} ${ctx.fillStyle}`;
        if (at < chartArea.left || at > chartArea.right || marked.has(mark)) continue;
        marked.add(mark);
        triangle(ctx, at, zero ? chartArea.bottom + 1 : chartArea.top - 1, zero ? 1 : -1);
      }
    });
    ctx.restore();
  },
};

function triangle(ctx, x, y, direction) {
  const size = SIZE * magnification();
  ctx.beginPath();
  ctx.moveTo(x - size, y);
  ctx.lineTo(x + size, y);
  ctx.lineTo(x, y + direction * 2 * size);
  ctx.fill();
}
