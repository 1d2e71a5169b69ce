// The charts of a page as one: the same settings, stretch and crosshair, and what stands around them.

import { bindTools } from "./tools.js";
import { savePicture } from "./picture.js";
import { placeName } from "./readout.js";
import { onThemeChange } from "../shell/theme.js";
import { colour } from "../shell/tokens.js";

const DRAW_EVERY = 100; // milliseconds

export class CurveBoard {
  #figures = [...document.querySelectorAll("figure[data-metric]")];
  #curves;
  #show;
  #axis = "step";
  #crossed = null;
  #pointed = null;
  #drawing = false;
  #crossing = 0;

  /**
   * @param {(canvas: HTMLCanvasElement, listeners: object) => import("./plot.js").CurvePlot} make a figure's chart
   * @param {(figure: HTMLElement) => string} name of its picture's file, without the ending
   * @param {(now: {figures: HTMLElement[], curves: object[], x: number | null, pointed: number | null}) => void} show
   *     writes the values at x, the latest ones if x is null; `pointed` is the index of the chart that was pointed at last
   */
  constructor(make, name, show) {
    this.#show = show;
    const onRange = (range) => {
      this.#curves.forEach((curve) => curve.showRange(range));
      this.drawSoon();
    };
    this.#curves = this.#figures.map((figure, i) =>
      make(figure.querySelector("canvas"), { onCross: (x) => this.#cross(x, i), onRange }),
    );
    bindTools(document.querySelector("[data-curve-tools]"), (settings) => this.#set(settings));
    document.querySelector("[data-reset-zoom]").addEventListener("click", () => {
      this.#curves.forEach((curve) => curve.resetZoom());
      this.drawSoon();
    });
    this.#figures.forEach((figure, i) => {
      figure.querySelector("[data-picture]").addEventListener("click", () => {
        const around = {
          title: figure.querySelector("h3").textContent,
          key: this.#curves[i].key(),
          notes: [...figure.querySelectorAll("[data-zeros], [data-above]")].filter(({ hidden }) => !hidden).map((note) => note.textContent),
          background: colour("--surface"),
          ink: colour("--text"),
          font: getComputedStyle(document.body).fontFamily,
        };
        savePicture(figure.querySelector("canvas"), around, `${name(figure)}.png`);
      });
    });
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
    this.#pointed = pointed;
    this.#crossed = x;
    if (this.#crossing) return;
    // Once a frame, however often the pointer moves.
    this.#crossing = requestAnimationFrame(() => {
      this.#crossing = 0;
      this.#curves.forEach((curve) => curve.cross(this.#crossed));
      this.#showValues();
    });
  }

  #showValues() {
    document.querySelector("[data-place]").textContent = placeName(this.#crossed, this.#axis);
    this.#show({ figures: this.#figures, curves: this.#curves, x: this.#crossed, pointed: this.#pointed });
  }
}
