// How the cells of a confusion matrix are painted: what is right in blue, what is wrong in orange, each on a scale of its
// own; the diagonal is muted where only errors are to be seen.

import { ends, mixed, readable } from "./matrix-colours.js";
import { channels, colour } from "../shell/tokens.js";

/**
 * The cells of a matrix in some order of its classes.
 *
 * @param {number[][]} counts rows are true labels
 * @param {number[]} order the labels as they stand
 * @returns {{x: number, y: number, count: number, share: number}[]}
 */
export function cellsOf(counts, order) {
  const support = counts.map((row) => Math.max(1, row.reduce((sum, count) => sum + count, 0)));
  return order.flatMap((label, y) => order.map((predicted, x) => ({ x, y, count: counts[label][predicted], share: counts[label][predicted] / support[label] })));
}

/**
 * @param {object[]} cells of which the strongest colours are taken
 * @param {"count" | "row" | "errors"} what the cells show
 * @param {boolean} root whether what is wrong goes by the square root, so that few differ in colour beside many
 * @returns {{look: (cell: object) => {fill: string, ink: string, text: string}, most: {right: number, wrong: number}}}
 */
export function confusionLooks(cells, what, root) {
  const [right, wrong] = ["right", "wrong"].map((kind) => ["low", "middle", "high"].map((end) => channels(colour(`--${kind}-${end}`))));
  const inks = ["low", "high"].map((end) => channels(colour(`--matrix-ink-${end}`)));
  const [muted, mutedInk] = [colour("--sunken"), colour("--text-faint")];
  const most = ends(cells, what);
  const look = (cell) => {
    const diagonal = cell.x === cell.y;
    const text = what === "row" ? shareText(cell.share) : cell.count.toLocaleString("en");
    if (what === "errors" && diagonal) return { fill: muted, ink: mutedInk, text };
    const part = (what === "row" ? cell.share : cell.count) / (diagonal ? most.right : most.wrong) || 0;
    const fill = mixed(diagonal ? right : wrong, root && !diagonal ? Math.sqrt(part) : part);
    return { fill: rgb(fill), ink: rgb(readable(fill, inks)), text: cell.count === 0 ? "·" : text };
  };
  return { look, most };
}

const rgb = (parts) => `rgb(${parts.join(" ")})`;

function shareText(share) {
  return share >= 0.0995 ? `${Math.round(100 * share)}` : (100 * share).toFixed(1);
}
