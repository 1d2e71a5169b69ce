// Shows what each kind of change does to the images that a form has chosen, as its strength is typed.

import { at } from "../shell/address.js";

const PAUSE = 300; // milliseconds
const AGAIN = [1, 2, 4, 8, 16, 32]; // seconds until images that are still being read are asked for once more
const IMAGES = ["dataset", "data", "test", "image_size", "channels", "fit"];

export function startAugmentation() {
  const choice = document.querySelector("[data-augment]");
  if (!choice) return;
  let waiting;
  for (const strip of choice.querySelectorAll("[data-strip]")) keepAsking(strip);
  choice.form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(choice), PAUSE);
  });
}

/** An image says no more than that it is not there, and may have said so before this listens. */
function keepAsking(strip) {
  let [asked, times] = ["", 0];
  const later = () => {
    const address = strip.getAttribute("src");
    [asked, times] = [address, address === asked ? times + 1 : 0];
    if (times >= AGAIN.length) return;
    setTimeout(() => {
      if (strip.getAttribute("src") === address) strip.src = address;
    }, 1000 * AGAIN[times]);
  };
  strip.addEventListener("error", later);
  if (strip.complete && strip.naturalWidth === 0 && strip.getAttribute("src")) later();
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
