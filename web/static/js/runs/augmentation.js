// Shows what each kind of change does to the images that a form has chosen, as its strength is typed.

import { at } from "../shell/address.js";

const PAUSE = 300; // milliseconds
const [SOON, LATE] = [1000, 8000]; // milliseconds until images that are still being read are asked for once more
const BUSY = 503;
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

/** An image says no more than that it is not there, and may have said so before this listens; why, the server says. */
function keepAsking(strip) {
  let waiting;
  const again = (pause) => {
    const address = strip.getAttribute("src");
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const status = await fetch(address).then((answer) => answer.status, () => BUSY);
      if (strip.getAttribute("src") !== address) return;
      if (status === BUSY) again(Math.min(2 * pause, LATE));
      if (status === 200) strip.src = address;
    }, pause);
  };
  strip.addEventListener("error", () => again(SOON));
  if (strip.complete && strip.naturalWidth === 0 && strip.getAttribute("src")) again(SOON);
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
