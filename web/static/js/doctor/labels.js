// Goes through suspected labels by keys: what is decided is pressed on the card that has the focus, and the next one takes
// it at once. What was decided is sent meanwhile.

import { act } from "../live/parts.js";
import { bindKeys } from "../shell/keys.js";

const WHERE = "On a suspected label";
let sent = Promise.resolve(); // all that was decided, one after the other
let waiting = 0; // how much of it has no answer yet

const cards = () => [...document.querySelectorAll("[data-suspects] > li")];
const cardOf = (element) => element?.closest("[data-suspects] > li");
const current = () => cardOf(document.activeElement) ?? cards().find((card) => card.dataset.decided !== "true") ?? cards()[0];

function go(step) {
  const all = cards();
  const focused = all.indexOf(cardOf(document.activeElement));
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

function say(card, { status, message }) {
  const reason = status ? message : "The server does not answer.";
  document.querySelector(".suspects-done").textContent = `${card?.ariaLabel ?? "Undo"}: not kept. ${reason}`;
}

addEventListener("beforeunload", (event) => waiting && event.preventDefault());

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-decide]")) return;
  event.preventDefault();
  const [card, fields] = [cardOf(form), new URLSearchParams(new FormData(form, event.submitter))];
  waiting++;
  sent = sent.then(() => act(form.action, fields)).catch((error) => say(card, error)).finally(() => waiting--);
  const all = cards();
  all[all.indexOf(card) + 1 || all.length]?.focus();
});
