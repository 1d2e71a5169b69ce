// Which points a lasso catches.

/**
 * The visible points within a path of pixels.
 *
 * @param {import("./plot.js").Plot} plot
 * @param {number[][]} path in pixels
 * @returns {{corners: number[][], indices: number[]}} the path on the map, and the points in order
 */
export function caught({ frame, xy, paint }, path) {
  const corners = path.map(([x, y]) => frame.toMap(x, y));
  const indices = [...paint.order].filter((i) => within(xy[2 * i], xy[2 * i + 1], corners)).sort((a, b) => a - b);
  return { corners, indices };
}

/** Whether a point is inside a polygon: how often a ray to the right crosses its edges. */
export function within(x, y, corners) {
  let inside = false;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const [x1, y1] = corners[i];
    const [x2, y2] = corners[j];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}
