// Reads the numbers of the pixel that is pointed at, or gone to with the arrow keys, off a picture and its maps.

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
let at = null; // [column, row]
let read = {}; // what was parsed last

/** What the page holds now: the server may have written it anew. */
function numbers(maps) {
  const text = maps.parentElement.querySelector("[data-pixel-numbers]")?.textContent;
  if (text && read.text !== text) read = { text, all: JSON.parse(text) };
  return text && read.all;
}

function show(maps, place) {
  const all = numbers(maps);
  if (!all) return;
  const [column, row] = [Math.min(Math.max(place[0], 0), all.width - 1), Math.min(Math.max(place[1], 0), all.height - 1)];
  at = [column, row];
  for (const mark of maps.querySelectorAll("[data-pixel]")) {
    mark.hidden = false;
    const style = { column, row, columns: all.width, rows: all.height };
    for (const [name, value] of Object.entries(style)) mark.style.setProperty(`--${name}`, value);
  }
  const words = all.titles.map((title, i) => `${title.toLowerCase()} ${all.values[i][row * all.width + column]}`);
  maps.parentElement.querySelector("[data-pixel-words]").textContent = `Row ${row}, column ${column}: ${words.join(", ")}.`;
}

function point(event) {
  const map = event.target.closest(".why-map");
  const maps = map?.closest("[data-pixels]");
  const all = maps && numbers(maps);
  if (!all) return;
  const box = map.getBoundingClientRect();
  const place = [((event.clientX - box.left) / box.width) * all.width, ((event.clientY - box.top) / box.height) * all.height];
  show(maps, place.map(Math.floor));
}

function go(event) {
  const step = STEPS[event.key];
  if (!step || !event.target.matches("[data-pixels]") || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const all = numbers(event.target);
  const from = at ?? (all && [Math.floor(all.width / 2), Math.floor(all.height / 2)]);
  if (from) show(event.target, at ? [from[0] + step[0], from[1] + step[1]] : from);
}

for (const type of ["pointermove", "pointerdown"]) document.addEventListener(type, point);
document.addEventListener("keydown", go);
document.addEventListener("inkling:written", () => {
  const maps = document.querySelector("[data-pixels]");
  if (maps && at) show(maps, at);
});
