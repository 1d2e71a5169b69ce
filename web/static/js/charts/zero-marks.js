// Zeros on a logarithmic axis, which has no place for them: the line has a gap there, and below the axis stands a mark.

const SIZE = 4; // pixels

/** @returns {{x: number, y: number}[]} the points; those of no place on the axis are gaps, and those of 0 say so */
export function withGaps(points) {
  return points.map((point) => (point.y > 0 ? point : { ...point, y: NaN, zero: point.y === 0 }));
}

/** Draws a mark below the axis wherever a line that is shown has a zero. */
export const zeroMarks = {
  id: "inklingZeros",

  afterDatasetsDraw(chart) {
    const { ctx, chartArea, scales } = chart;
    const marked = new Set();
    ctx.save();
    chart.data.datasets.forEach(({ data, borderColor, hidden }) => {
      if (hidden) return;
      ctx.fillStyle = borderColor;
      for (const { x, zero } of data) {
        const at = zero ? Math.round(scales.x.getPixelForValue(x)) : NaN;
        if (!(at >= chartArea.left && at <= chartArea.right) || marked.has(`${at} ${borderColor}`)) continue;
        marked.add(`${at} ${borderColor}`);
        ctx.beginPath();
        ctx.moveTo(at - SIZE, chartArea.bottom + 1);
        ctx.lineTo(at + SIZE, chartArea.bottom + 1);
        ctx.lineTo(at, chartArea.bottom + 1 + 2 * SIZE);
        ctx.fill();
      }
    });
    ctx.restore();
  },
};
