// Goes through suspected labels by keys: what is decided is pressed on the card that has the focus, and the next one takes it.

import { bindKeys } from "../shell/keys.js";

const WHERE = "On a suspected label";
let next = null; // the card that takes the focus once the server has answered

const cards = () => [...document.querySelectorAll("[data-suspects] > li")];
const current = () => document.activeElement?.closest("[data-suspects] > li") ?? cards().find((card) => card.dataset.decided !== "true") ?? cards()[0];

function go(step) {
  const all = cards();
  const focused = all.indexOf(document.activeElement?.closest("[data-suspects] > li"));
  const to = focused < 0 ? current() : all[focused + step];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
  return to !== undefined;
}

function press(decide) {
  return () => {
    const button = current()?.querySelector(`button[name=decide][value=${decide}]`);
    if (!button) return false;
    button.click();
  };
}

/** A digit is the label, where classes are called by digits. */
function relabel({ key }) {
  const select = current()?.querySelector("select[name=label]");
  const option = [...(select?.options ?? [])].find(({ text }) => text === key);
  if (!option) return false;
  select.value = option.value;
  return press("relabel")();
}

function choose() {
  const select = current()?.querySelector("select[name=label]");
  select?.focus();
  return select !== undefined;
}

bindKeys(["a"], "Take the suggested label", press("accept"), { where: WHERE });
bindKeys(["k"], "Keep it as it is", press("keep"), { where: WHERE });
bindKeys(["x"], "Leave it out", press("exclude"), { where: WHERE });
bindKeys(["r"], "Choose another label", choose, { where: WHERE });
bindKeys([..."0123456789"], "That label, where classes are digits", relabel, { where: WHERE });
bindKeys(["ArrowRight", "j"], "The next one", () => go(1), { where: WHERE });
bindKeys(["ArrowLeft", "h"], "The one before", () => go(-1), { where: WHERE });
bindKeys(["u"], "Undo the last decision", () => document.querySelector("[data-undo]")?.click() ?? true, { where: WHERE });

document.addEventListener("htmx:beforeRequest", ({ target }) => {
  const card = target.closest("[data-suspects] > li");
  const all = cards();
  const after = all[all.indexOf(card) + 1] ?? card;
  next = card ? after.id : null;
});

document.addEventListener("htmx:afterSettle", () => {
  const card = document.getElementById(next) ?? null;
  next = null;
  card?.focus();
});
