// What is drawn above a map's points: rings around those that are meant, lines to neighbours, the lasso.

import { drawAxes } from "./axes.js";

const MOST_RINGS = 300; // more would hide what they ring

/**
 * @param {HTMLCanvasElement} canvas above the points, as large as they
 * @param {number} ratio canvas pixels for one of the frame's
 * @param {import("./plot.js").Plot} plot
 */
export function drawMarks(canvas, ratio, plot) {
  const { frame, xy, marks, radius, ink, axes } = plot;
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, frame.width, frame.height);
  if (axes) drawAxes(context, frame, axes);
  context.strokeStyle = ink;
  const { selected, neighbours, hovered, inside, outline, path, centre } = marks;
  const there = (i) => i !== null && 2 * i < xy.length;
  const at = (i) => plot.pixels(i);
  const ring = (i, reach, width) => {
    context.lineWidth = width;
    context.beginPath();
    context.arc(...at(i), reach, 0, 7);
    context.stroke();
  };
  if (inside.length <= MOST_RINGS) inside.filter(there).forEach((i) => ring(i, radius + 1.5, 1));
  for (const i of there(selected) ? neighbours.filter(there) : []) {
    context.lineWidth = 1;
    drawPath(context, [at(selected), at(i)]);
    ring(i, radius + 2.5, 1.5);
  }
  if (there(hovered)) ring(hovered, radius + 3, 1.5);
  if (there(selected)) ring(selected, radius + 5, 3);
  context.lineWidth = 1.5;
  context.setLineDash([5, 4]);
  drawPath(context, path);
  drawPath(context, outline.map((corner) => frame.toPixels(...corner)));
  context.setLineDash([]);
  if (centre) drawCross(context, frame.width / 2, frame.height / 2);
}

function drawPath(context, path) {
  context.beginPath();
  path.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.stroke();
}

/** Where the keyboard points to. */
function drawCross(context, x, y) {
  drawPath(context, [[x - 10, y], [x + 10, y]]);
  drawPath(context, [[x, y - 10], [x, y + 10]]);
}
