// The charts of a page as one: the same settings, stretch and crosshair, and what stands around them.

import { bindPicture, bindTools } from "./curve-tools.js";
import { placeName } from "./readout.js";
import { onThemeChange } from "./theme.js";
import { colour } from "./tokens.js";

const DRAW_EVERY = 100; // milliseconds

export class CurveBoard {
  #figures = [...document.querySelectorAll("figure[data-metric]")];
  #curves;
  #show;
  #axis = "step";
  #crossed = null;
  #pointed = null;
  #drawing = false;

  /**
   * @param {(canvas: HTMLCanvasElement, listeners: object) => import("./curve-plot.js").CurvePlot} make a figure's chart
   * @param {(figure: HTMLElement) => string} name of its picture's file, without the ending
   * @param {(now: {figures: HTMLElement[], curves: object[], x: number | null, pointed: number | null}) => void} show
   *     writes the values at x, the latest ones if x is null; `pointed` is the index of the chart that was pointed at last
   */
  constructor(make, name, show) {
    this.#show = show;
    const onRange = (range) => this.#curves.forEach((curve) => curve.showRange(range));
    this.#curves = this.#figures.map((figure, i) =>
      make(figure.querySelector("canvas"), { onCross: (x) => this.#cross(x, i), onRange }),
    );
    bindTools(document.querySelector("[data-curve-tools]"), (settings) => this.#set(settings));
    document.querySelector("[data-reset-zoom]").addEventListener("click", () => {
      this.#curves.forEach((curve) => curve.resetZoom());
    });
    for (const figure of this.#figures) {
      const button = figure.querySelector("[data-picture]");
      bindPicture(button, figure.querySelector("canvas"), () => colour("--surface"), `${name(figure)}.png`);
    }
    onThemeChange(() => this.paint());
  }

  /** Gives all charts their colours anew. */
  paint() {
    this.#curves.forEach((curve) => curve.paint());
  }

  /** Draws all charts anew before long, once for many calls. */
  drawSoon() {
    if (this.#drawing) return;
    this.#drawing = true;
    setTimeout(() => {
      this.#drawing = false;
      this.#curves.forEach((curve) => curve.draw());
      this.#showValues();
    }, DRAW_EVERY);
  }

  #set(settings) {
    this.#axis = settings.axis ?? this.#axis;
    this.#crossed = null;
    this.#curves.forEach((curve) => curve.set(settings));
    this.#showValues();
  }

  #cross(x, pointed) {
    if (x === this.#crossed && pointed === this.#pointed) return;
    this.#crossed = x;
    this.#pointed = pointed;
    this.#curves.forEach((curve) => curve.cross(x));
    this.#showValues();
  }

  #showValues() {
    document.querySelector("[data-place]").textContent = placeName(this.#crossed, this.#axis);
    this.#show({ figures: this.#figures, curves: this.#curves, x: this.#crossed, pointed: this.#pointed });
  }
}
