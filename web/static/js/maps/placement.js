// Where the card beside the pointer is put, so that it hides neither what it tells of nor what is selected. No DOM.

const GAP = 18; // pixels between it and the pointer
const COSTLY = 1e9; // to hide what is pointed at

/**
 * @param {number[]} frame width and height that it stays within
 * @param {number[]} card its own width and height
 * @param {number[]} pointer where the pointer is; near to it is best
 * @param {number[][]} pointed what must be seen
 * @param {number[][]} marked what should be seen, as much of it as can be
 * @returns {number[]} left and top
 */
export function placed([width, height], [w, h], [x, y], pointed, marked) {
  const [right, left, below, above] = [x + GAP, x - GAP - w, y + GAP, y - GAP - h];
  const beside = [right, left].map((each) => [each, y - h / 2]);
  const over = [above, below].map((each) => [x - w / 2, each]);
  const diagonal = [right, left].flatMap((each) => [[each, above], [each, below]]);
  const corners = [width - w, 0].flatMap((each) => [[each, 0], [each, height - h]]);
  let best = [0, 0];
  let least = Infinity;
  for (const place of [...beside, ...over, ...diagonal, ...corners]) {
    const [l, t] = [clamp(place[0], width - w), clamp(place[1], height - h)];
    const hides = ([px, py]) => px >= l && px <= l + w && py >= t && py <= t + h;
    const cost = COSTLY * pointed.filter(hides).length + marked.filter(hides).length;
    if (cost < least) [best, least] = [[l, t], cost];
  }
  return best;
}

function clamp(value, most) {
  return Math.max(0, Math.min(value, most));
}
