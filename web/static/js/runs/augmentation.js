// Shows what each kind of change does to the images that a form has chosen, as its strength is typed.

import { at } from "../shell/address.js";

const PAUSE = 300; // milliseconds
const IMAGES = ["dataset", "data", "test", "image_size", "channels", "fit"];

export function startAugmentation() {
  const choice = document.querySelector("[data-augment]");
  if (!choice) return;
  let waiting;
  choice.form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(choice), PAUSE);
  });
}

function show(choice) {
  const fields = new FormData(choice.form);
  const images = IMAGES.map((name) => [name, fields.get(name)]).filter(([, text]) => text);
  for (const strip of choice.querySelectorAll("[data-strip]")) {
    const kind = strip.closest("[data-change]");
    const strength = kind?.querySelector("[type=text]")?.value ?? "";
    const augment = kind ? `${kind.dataset.change} ${strength}`.trim() : "none";
    const address = at(`/augmentation/strip.png?${new URLSearchParams([["augment", augment], ...images])}`);
    if (strip.getAttribute("src") !== address) strip.src = address;
  }
}
