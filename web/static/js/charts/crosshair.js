// A vertical line at one x in every chart of the page.

/** @param {(x: number | null) => void} onCross told the x under the pointer, null when it has left */
export function crosshair(onCross) {
  return {
    id: "inklingCrosshair",

    afterEvent(chart, { event }) {
      if (event.type === "mouseout") return onCross(null);
      if (event.type === "click" || !chart.scales.x) return undefined;
      const { left, right } = chart.chartArea;
      return onCross(event.x < left || event.x > right ? null : chart.scales.x.getValueForPixel(event.x));
    },

    afterDatasetsDraw(chart) {
      const x = chart.inklingCross ?? null;
      if (x === null || x < chart.scales.x.min || x > chart.scales.x.max) return;
      const { ctx, chartArea } = chart;
      const pixel = Math.round(chart.scales.x.getPixelForValue(x)) + 0.5;
      ctx.save();
      ctx.strokeStyle = chart.inklingCrossColour;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(pixel, chartArea.top);
      ctx.lineTo(pixel, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    },
  };
}
