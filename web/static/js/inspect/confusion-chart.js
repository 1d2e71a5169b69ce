// The confusion matrix as a chart: what is right in blue, what is wrong in orange, each on a scale of its own; the diagonal
// is muted where only errors are to be seen.

import { Chart } from "../charts/chart.js";
import { ends, mixed, readable } from "./matrix-colours.js";
import { channels, colour } from "../shell/tokens.js";

/**
 * @param {{onPoint: (cell: object | null) => void, onChoose: (cell: object) => void}} listeners told of the cell under
 *     the pointer, and of the one that was clicked: {x: column, y: row}
 * @returns {{show: (data: object, what: string) => {right: number, wrong: number}}} draws, and says where both scales end
 */
export function confusionChart(canvas, { onPoint, onChoose }) {
  const at = (event, chart) => {
    const [found] = chart.getElementsAtEventForMode(event, "point", { intersect: true }, false);
    return found ? chart.data.datasets[0].data[found.index] : null;
  };
  const chart = new Chart(canvas, {
    type: "matrix",
    data: { labels: [], datasets: [{ data: [], look: () => ({}) }] },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: true,
      aspectRatio: 1,
      parsing: false,
      scales: { x: axis("predicted", "top"), y: { ...axis("true", "left"), reverse: false } },
      plugins: { legend: { display: false }, tooltip: { enabled: false }, colors: { enabled: false } },
      onHover: (event, _, each) => {
        const cell = at(event, each);
        canvas.style.cursor = cell ? "pointer" : "default";
        onPoint(cell);
      },
      onClick: (event, _, each) => {
        const cell = at(event, each);
        if (cell) onChoose(cell);
      },
    },
  });
  canvas.addEventListener("mouseleave", () => onPoint(null));
  return { show: (data, what) => show(chart, data, what) };
}

function axis(text, position) {
  const grid = { display: false };
  return { type: "category", position, offset: true, grid, border: { display: false }, title: { display: true, text } };
}

function show(chart, { classes, counts, figures }, what) {
  const dataset = chart.data.datasets[0];
  dataset.data = counts.flatMap((row, y) => row.map((count, x) => ({ x, y, count, share: count / Math.max(1, figures[y].support) })));
  dataset.look = looks(dataset.data, what);
  chart.data.labels = classes;
  for (const scale of Object.values(chart.options.scales)) {
    scale.labels = classes;
    scale.ticks = { color: colour("--text") };
    scale.title.color = colour("--text-faint");
  }
  chart.update("none");
  return ends(dataset.data, what);
}

/** How each cell is painted. */
function looks(cells, what) {
  const [right, wrong] = ["right", "wrong"].map((kind) => ["low", "middle", "high"].map((end) => channels(colour(`--${kind}-${end}`))));
  const inks = ["low", "high"].map((end) => channels(colour(`--matrix-ink-${end}`)));
  const [muted, mutedInk] = [colour("--sunken"), colour("--text-faint")];
  const most = ends(cells, what);
  return (cell) => {
    const diagonal = cell.x === cell.y;
    const text = what === "row" ? shareText(cell.share) : cell.count.toLocaleString("en");
    if (what === "errors" && diagonal) return { fill: muted, ink: mutedInk, text };
    const part = (what === "row" ? cell.share : cell.count) / (diagonal ? most.right : most.wrong);
    const fill = mixed(diagonal ? right : wrong, part || 0);
    return { fill: rgb(fill), ink: rgb(readable(fill, inks)), text: cell.count === 0 ? "·" : text };
  };
}

const rgb = (parts) => `rgb(${parts.join(" ")})`;

function shareText(share) {
  return share >= 0.0995 ? `${Math.round(100 * share)}` : (100 * share).toFixed(1);
}
