// Drawn matrices beside each other: each says which cell is pointed at, which leads to its images, and what a class that
// is searched for is taken for.

import { classesLike } from "../shell/classes-like.js";
import { count } from "../shell/format.js";

const MOST_TOLD = 3;
const root = document.querySelector("#compare-confusion");

/** Label, predicted class and images of each cell that has some. */
function cells({ dataset }) {
  const numbers = dataset.numbers?.split(" ").map(Number) ?? []; // None where nothing changes.
  return Array.from({ length: numbers.length / 3 }, (_, i) => numbers.slice(3 * i, 3 * i + 3));
}

function pointed(svg, event) {
  const { left, top, width, height } = svg.getBoundingClientRect();
  const size = svg.viewBox.baseVal.width;
  const place = (share) => Math.min(size - 1, Math.max(0, Math.floor(share * size)));
  return { label: place((event.clientY - top) / height), predicted: place((event.clientX - left) / width) };
}

function say(svg, words) {
  svg.parentElement.querySelector("[data-words]").textContent = words;
}

const signed = (svg, images) => (svg.hasAttribute("data-changes") && images > 0 ? `+${count(images)}` : count(images).replace("-", "−"));

function sayCell(svg, { label, predicted }) {
  const names = svg.dataset.names.split("\n");
  const [, , images] = cells(svg).find(([of, as]) => of === label && as === predicted) ?? [0, 0, 0];
  say(svg, `True ${names[label]}, predicted ${names[predicted]}: ${signed(svg, images)}.`);
}

function find(svg) {
  const names = svg.dataset.names.split("\n");
  const typed = root.querySelector("[data-find-class]").value;
  const found = classesLike(names, typed);
  const size = names.length;
  svg.querySelector("[data-found]").setAttribute("d", found.map((at) => `M0 ${at}h${size}v1h-${size}zM${at} 0h1v${size}h-1z`).join(""));
  if (found.length === 1) say(svg, ofClass(svg, names, found[0]));
  else if (found.length > 1) say(svg, `${found.length} classes: ${found.map((label) => names[label]).join(", ")}.`);
  else say(svg, typed.trim() ? "No class is called so." : "");
}

function ofClass(svg, names, label) {
  const told = (from, to) => {
    const most = cells(svg).filter((cell) => cell[from] === label).sort((a, b) => Math.abs(b[2]) - Math.abs(a[2]));
    return most.slice(0, MOST_TOLD).map((cell) => `${names[cell[to]]} (${signed(svg, cell[2])})`).join(", ") || "none";
  };
  return `True ${names[label]}, predicted: ${told(0, 1)}. Predicted ${names[label]}, true: ${told(1, 0)}.`;
}

function bind(type, then) {
  root.addEventListener(type, (event) => {
    const svg = event.target.closest(".drawn-matrix");
    if (svg) then(svg, event);
  });
}

bind("pointermove", (svg, event) => sayCell(svg, pointed(svg, event)));
bind("pointerout", (svg, event) => svg.contains(event.relatedTarget) || find(svg));
bind("click", (svg, event) => {
  const { label, predicted } = pointed(svg, event);
  location.assign(`${svg.dataset.url}&${new URLSearchParams({ true: label, predicted })}`);
});
const findAll = () => root.querySelectorAll(".drawn-matrix").forEach(find);
root.addEventListener("input", ({ target }) => target.matches("[data-find-class]") && findAll());
document.addEventListener("inkling:written", findAll);
