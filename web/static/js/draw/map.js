// A small map of the last hidden layer: some training images in the colours of their classes, the classes' centres, and where the drawing falls.

import { magnification } from "../shell/fullscreen.js";
import { brief, percent } from "../shell/format.js";
import { classColour, colour } from "../shell/tokens.js";

const MARGIN = 16;
const MOST_NAMES = 10; // of centres, the nearest to the drawing

export class DrawMap {
  #canvas;
  #words;
  #names;
  #layer;
  #cloud = null;
  #place = null;

  /** @param {string} layer which one that is */
  constructor(canvas, words, names, layer) {
    this.#canvas = canvas;
    this.#words = words;
    this.#names = names;
    this.#layer = layer;
    canvas.hidden = false;
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  /** @param {object} cloud of an epoch, as draw.json has it */
  showCloud(cloud, epoch) {
    this.#cloud = { ...cloud, epoch };
    this.draw();
  }

  /** @param {?{place: number[], epoch: number}} answer null for nothing */
  showPlace(answer) {
    this.#place = answer && { at: answer.place, epoch: answer.epoch };
    this.draw();
  }

  draw() {
    if (!this.#cloud) return;
    const { x, y, labels, centres } = this.#cloud;
    const place = this.#place?.epoch === this.#cloud.epoch ? this.#place.at : null;
    const context = this.#prepared();
    const project = this.#projection(place);
    const large = magnification();
    const colours = centres.map((_, label) => classColour(label));
    context.globalAlpha = 0.55;
    for (let i = 0; i < labels.length; i++) dot(context, project(x[i], y[i]), 1.6 * large, colours[labels[i]]);
    context.globalAlpha = 1;
    const surface = colour("--surface");
    const text = colour("--text");
    context.font = `600 ${15 * large}px ${getComputedStyle(document.body).fontFamily}`;
    Object.assign(context, { textAlign: "center", textBaseline: "middle", lineWidth: 4, lineJoin: "round" });
    const written = [];
    for (const label of this.#named(centres, place)) {
      const [x, y] = project(...centres[label]);
      const name = brief(this.#names[label]);
      const half = context.measureText(name).width / 2;
      if (written.some((other) => Math.abs(other.x - x) < other.half + half && Math.abs(other.y - y) < 15 * large)) continue; // It could not be read.
      written.push({ x, y, half });
      write(context, name, [x, y], surface, text);
    }
    if (place) {
      dot(context, project(...place), 9 * large, surface);
      dot(context, project(...place), 7 * large, text);
      dot(context, project(...place), 3.5 * large, surface);
    }
    this.#say(place && nearestCentre(centres, place));
  }

  /** The labels of the centres that have their names written: of many those nearest to the drawing. */
  #named(centres, place) {
    const there = [...centres.keys()].filter((label) => centres[label].length > 0);
    if (there.length <= MOST_NAMES) return there;
    const far = (label) => (place ? Math.hypot(centres[label][0] - place[0], centres[label][1] - place[1]) : label);
    return there.sort((a, b) => far(a) - far(b)).slice(0, place ? MOST_NAMES : 0);
  }

  /** The canvas in the screen's own pixels, wiped. */
  #prepared() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const ratio = devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    const context = this.#canvas.getContext("2d");
    context.scale(ratio, ratio);
    return context;
  }

  /** One scale for both axes, so that distances compare; the drawing is always in sight. */
  #projection(place) {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const [left, right] = range(this.#cloud.x, place?.[0]);
    const [bottom, top] = range(this.#cloud.y, place?.[1]);
    const scale = Math.min((width - 2 * MARGIN) / (right - left || 1), (height - 2 * MARGIN) / (top - bottom || 1));
    return (x, y) => [width / 2 + scale * (x - (left + right) / 2), height / 2 - scale * (y - (bottom + top) / 2)];
  }

  #say(nearest) {
    const share = this.#cloud.explained.reduce((a, b) => a + b, 0);
    const map = `PCA of ${this.#layer}: ${this.#cloud.labels.length.toLocaleString("en")} of the training images, ${percent(share)} of the variance`;
    const words = nearest !== null ? `${map}. The ring is your picture; the nearest centre is that of ${this.#names[nearest]}.` : `${map}.`;
    this.#words.textContent = words;
    this.#canvas.setAttribute("aria-label", words);
  }
}

function nearestCentre(centres, place) {
  const distance = (centre) => (centre.length ? Math.hypot(centre[0] - place[0], centre[1] - place[1]) : Infinity);
  return centres.reduce((best, centre, i) => (distance(centre) < distance(centres[best]) ? i : best), 0);
}

function range(values, also) {
  let low = also ?? values[0];
  let high = low;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function dot(context, [x, y], radius, fill) {
  context.fillStyle = fill;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

function write(context, name, [x, y], halo, ink) {
  Object.assign(context, { strokeStyle: halo, fillStyle: ink });
  context.strokeText(name, x, y);
  context.fillText(name, x, y);
}
