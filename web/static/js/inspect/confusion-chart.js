// The confusion matrix as a chart: blue where there is much, the diagonal muted where only errors are to be seen.

import { channels, colour } from "../shell/tokens.js";

const { Chart } = window;
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;

/**
 * @param {{onPoint: (cell: object | null) => void, onChoose: (cell: object) => void}} listeners told of the cell under
 *     the pointer, and of the one that was clicked: {x: column, y: row}
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
    scale.ticks = { color: colour("--text"), font: { size: 13 } };
    scale.title.color = colour("--text-faint");
  }
  chart.update("none");
}

/** How each cell is painted. */
function looks(cells, what) {
  const scale = ["--matrix-low", "--matrix-middle", "--matrix-high"].map((name) => channels(colour(name)));
  const inks = [colour("--matrix-ink-low"), colour("--matrix-ink-high")];
  const [muted, mutedInk] = [colour("--sunken"), colour("--text-faint")];
  const value = (cell) => (what === "row" ? cell.share : cell.count);
  const counted = cells.filter((cell) => what !== "errors" || cell.x !== cell.y);
  const most = what === "row" ? 1 : Math.max(1, ...counted.map(value));
  return (cell) => {
    const text = what === "row" ? shareText(cell.share) : cell.count.toLocaleString("en");
    if (what === "errors" && cell.x === cell.y) return { fill: muted, ink: mutedInk, text };
    const part = value(cell) / most;
    return { fill: mixed(scale, part), ink: inks[part > 0.5 ? 1 : 0], text: cell.count === 0 ? "·" : text };
  };
}

function shareText(share) {
  return share >= 0.0995 ? `${Math.round(100 * share)}` : (100 * share).toFixed(1);
}

function mixed([low, middle, high], part) {
  const [from, to, at] = part < 0.5 ? [low, middle, part * 2] : [middle, high, part * 2 - 1];
  return `rgb(${from.map((value, i) => Math.round(value + (to[i] - value) * at)).join(" ")})`;
}
