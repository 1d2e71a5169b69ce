// Axes of a map that has some: lines at their ticks, and words where they belong.

import { magnification } from "../shell/fullscreen.js";

const LETTERS = 12; // pixels
const EDGE = 6; // between the letters and the edge of the map

/**
 * @param {CanvasRenderingContext2D} context of the frame's pixels
 * @param {import("./frame.js").Frame} frame
 * @param {{x: {title: string, ticks: {at: number, text: string}[]}, y: object, words: {text: string, at: number[]}[],
 *   colours: {grid: string, text: string, ground: string}}} axes in the map's coordinates; each goes from its first tick to
 *   its last
 */
export function drawAxes(context, frame, { x, y, words, colours }) {
  const [ends, rises] = [x, y].map(({ ticks }) => [ticks[0].at, ticks.at(-1).at]);
  context.lineWidth = 1;
  context.strokeStyle = colours.grid;
  for (const { at } of x.ticks) line(context, frame.toPixels(at, rises[0]), frame.toPixels(at, rises[1]));
  for (const { at } of y.ticks) line(context, frame.toPixels(ends[0], at), frame.toPixels(ends[1], at));
  const write = writer(context, colours);
  const { width, height } = frame;
  for (const { at, text } of x.ticks) write(text, frame.toPixels(at, 0)[0], height - EDGE, "center");
  for (const { at, text } of y.ticks) write(text, EDGE, frame.toPixels(0, at)[1] + LETTERS / 3, "start");
  write(`${y.title} ↑`, frame.toPixels(ends[0], 0)[0], frame.toPixels(0, rises[1])[1] - EDGE, "start");
  write(`${x.title} →`, frame.toPixels(ends[1], 0)[0], frame.toPixels(0, rises[0])[1] - EDGE, "end");
  for (const { text, at } of words) write(text, ...frame.toPixels(...at), "center", 600);
}

function line(context, from, to) {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}

/** Writes with a rim of the ground's colour, so that it can be read above points. */
function writer(context, { text, ground }) {
  const family = getComputedStyle(document.body).fontFamily;
  return (words, px, py, align, weight = 400) => {
    context.save();
    Object.assign(context, { textAlign: align, fillStyle: text, strokeStyle: ground, lineWidth: 4, lineJoin: "round" });
    context.font = `${weight} ${LETTERS * magnification()}px ${family}`;
    context.strokeText(words, px, py);
    context.fillText(words, px, py);
    context.restore();
  };
}
