// Works the example out anew while its logits are dragged, and keeps its address.

import { loss as lossText } from "../shell/format.js";
import { lossSteps } from "./loss-steps.js";

const form = document.querySelector("[data-example]");
const rows = [...form.querySelectorAll("[data-logit]")];
const part = (name) => document.querySelector(`[data-example-${name}]`);
let writing = 0;

for (const row of rows) {
  const slide = row.querySelector("[type=range]");
  slide.value = field(row).value;
  slide.hidden = false;
  slide.addEventListener("input", () => (field(row).value = slide.value));
  field(row).addEventListener("input", () => (slide.value = field(row).value));
}
part("button").hidden = true;
form.addEventListener("input", show);

function field(row) {
  return row.querySelector("[name=z]");
}

function show() {
  if (!form.checkValidity()) return;
  const label = Number(form.elements.true.value);
  const z = rows.map((row) => Number(field(row).value));
  const steps = lossSteps(z, label);
  rows.forEach((row, c) => {
    row.classList.toggle("chosen", c === label);
    row.querySelector("[data-exponential]").textContent = steps.exponentials[c];
    row.querySelector("[data-probability]").textContent = lossText(steps.probabilities[c]);
    row.querySelector("rect").setAttribute("width", 100 * steps.probabilities[c]);
  });
  part("sum").textContent = steps.sum;
  part("truth").textContent = lossText(steps.probabilities[label]);
  part("loss").textContent = lossText(steps.loss);
  [...part("steps").children].forEach((line, i) => (line.textContent = steps.lines[i]));
  clearTimeout(writing);
  writing = setTimeout(() => history.replaceState(null, "", `?z=${z}&true=${label}`), 300);
}
