// Dragging over an area of a chart.

const STILL = 4; // pixels a click may move

/**
 * @param {HTMLCanvasElement} canvas
 * @param {(from: number[], to: number[]) => void} onArea told two corners, in pixels, while they are dragged apart
 * @param {(event: PointerEvent) => void} onClick
 */
export function watchAreas(canvas, onArea, onClick) {
  let from = null;
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const still = (now) => Math.hypot(now[0] - from[0], now[1] - from[1]) <= STILL;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    from = place(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (from && !still(place(event))) onArea(from, place(event));
  });
  canvas.addEventListener("pointerup", (event) => {
    if (from && still(place(event))) onClick(event);
    from = null;
  });
  canvas.addEventListener("pointercancel", () => (from = null));
}
