// A pad to draw on with mouse, finger or pen: strokes that can be taken back, and their pixels for the network.

const LINE = 0.085; // of the pad's shorter side, which comes to what MNIST's pens leave after scaling
const SENT = 5; // pixels a side that are sent for each that the network sees
const MOST_SENT = 512; // a side
const LARGE = 560; // pixels of the pad's longer side
const KEPT = "inkling.drawing";

export class Pad {
  #canvas;
  #sent;
  #strokes = [];
  #stroke = null;
  #onChange;

  /**
   * @param {HTMLCanvasElement} canvas that names the network's pixels across and down
   * @param {(done: boolean) => void} onChange called after every change; done unless a stroke is under way
   */
  constructor(canvas, onChange) {
    this.#canvas = canvas;
    const [across, down] = [Number(canvas.dataset.width), Number(canvas.dataset.height)];
    const longer = Math.max(across, down);
    const times = Math.max(1, Math.min(SENT, Math.floor(MOST_SENT / longer)));
    this.#sent = [across * times, down * times];
    [canvas.width, canvas.height] = [across, down].map((side) => Math.max(1, Math.round((LARGE * side) / longer)));
    this.#onChange = onChange;
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, (event) => this.#end(event));
    this.#strokes = remembered();
    this.#draw();
  }

  get empty() {
    return this.#strokes.length === 0;
  }

  clear() {
    this.#strokes = [];
    this.#changed(true);
  }

  undo() {
    this.#strokes.pop();
    this.#changed(true);
  }

  /** @returns {Uint8Array} one byte a pixel, 0 (nothing) to 255 (ink), row by row */
  pixels() {
    const small = document.createElement("canvas");
    [small.width, small.height] = this.#sent;
    const context = small.getContext("2d", { willReadFrequently: true });
    context.imageSmoothingQuality = "high";
    context.fillRect(0, 0, ...this.#sent);
    context.drawImage(this.#canvas, 0, 0, ...this.#sent);
    return context.getImageData(0, 0, ...this.#sent).data.filter((_, i) => i % 4 === 0);
  }

  #begin(event) {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    this.#canvas.focus({ preventScroll: true });
    this.#canvas.setPointerCapture(event.pointerId);
    this.#stroke = [this.#point(event)];
    this.#strokes.push(this.#stroke);
    this.#changed(false);
  }

  #move(event) {
    if (!this.#stroke || !event.isPrimary) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) this.#stroke.push(this.#point(each));
    this.#changed(false);
  }

  #end(event) {
    if (!this.#stroke || !event.isPrimary) return;
    this.#stroke = null;
    this.#changed(true);
  }

  #point(event) {
    const box = this.#canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  #changed(done) {
    this.#draw();
    if (done) sessionStorage.setItem(KEPT, JSON.stringify(this.#strokes));
    this.#onChange(done);
  }

  #draw() {
    const { width, height } = this.#canvas;
    const context = this.#canvas.getContext("2d");
    context.clearRect(0, 0, width, height);
    Object.assign(context, { lineWidth: LINE * Math.min(width, height), lineCap: "round", lineJoin: "round", strokeStyle: "#fff" });
    for (const stroke of this.#strokes) {
      const points = stroke.map(([x, y]) => [x * width, y * height]);
      context.beginPath();
      context.moveTo(...points[0]);
      // Curves through the middles of the hand's points, which hide its corners.
      for (let i = 1; i < points.length - 1; i++) {
        context.quadraticCurveTo(...points[i], (points[i][0] + points[i + 1][0]) / 2, (points[i][1] + points[i + 1][1]) / 2);
      }
      // A line to where it already is would leave no dot.
      context.lineTo(points.at(-1)[0] + 0.01, points.at(-1)[1]);
      context.stroke();
    }
  }
}

/** The drawing of this tab, so that it is still there after a look at another page. */
function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}
