// The list of this page's keys, which ? and a button open.

import { bindKeys, boundKeys, setSingleKeys, singleKeys } from "./keys.js";

const NAMES = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };

function element(name, ...content) {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function keycaps(keys) {
  const one = (key) => key.split(/(?<=.)[ +](?=.)/).map((part) => element("kbd", NAMES[part] ?? part.replace(/^[a-z]$/, (letter) => letter.toUpperCase())));
  return keys.flatMap((key, i) => [...(i ? [" or "] : []), ...one(key).flatMap((cap, j) => (j ? [" ", cap] : [cap]))]);
}

function list() {
  const groups = new Map();
  for (const each of boundKeys()) groups.set(each.where, [...(groups.get(each.where) ?? []), each]);
  return [...groups].flatMap(([where, all]) => [
    element("h3", where),
    element("dl", ...all.map(({ keys, does }) => element("div", element("dt", ...keycaps(keys)), element("dd", does)))),
  ]);
}

export function startKeysDialog() {
  const dialog = document.querySelector("[data-keys-dialog]");
  const opener = document.querySelector("[data-keys-open]");
  const single = dialog.querySelector("[data-keys-single]");
  const open = () => {
    dialog.querySelector("[data-keys-list]").replaceChildren(...list());
    single.checked = singleKeys();
    dialog.showModal();
    dialog.querySelector("h2").focus(); // With the list from its start on in sight.
  };
  bindKeys(["?"], "Show these keys", open);
  opener.hidden = false;
  opener.addEventListener("click", open);
  single.addEventListener("change", () => setSingleKeys(single.checked));
  dialog.querySelector("[data-keys-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
}
