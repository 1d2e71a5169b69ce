// The keys of this page. Whoever binds one says what it does, and what ? lists is what is bound; links and fields name
// theirs in data-keys.

const PAUSE = 1500; // milliseconds within which the second of two keys follows
const KEPT = "inkling.keys";
const EVERYWHERE = "On this page";
const TYPED = "input:not([type=checkbox], [type=radio], [type=range], [type=file]), select, textarea, [contenteditable]";

/** @type {{keys: string[], does: string, act?: (event: Event) => unknown, where: string}[]} */
const bound = [];
let first = ""; // of two keys

/**
 * Binds keys, or with no act lists what the browser does by itself.
 *
 * @param {string[]} keys each as KeyboardEvent.key names it, "Ctrl+z", or two after each other: "g r"
 * @param {string} does what they do, for the list
 * @param {(event: Event) => unknown} [act] returns false if there was nothing to do
 * @param {{on?: Element, where?: string}} [options] what has to have the focus, and how that is called in the list
 */
export function bindKeys(keys, does, act, { on, where = EVERYWHERE } = {}) {
  bound.push({ keys, does, act: on ? undefined : act, where });
  on?.addEventListener("keydown", (event) => {
    if (keys.includes(nameOf(event)) && act(event) !== false) event.preventDefault();
  });
}

/** @returns {{keys: string[], does: string, where: string}[]} what is bound, each thing once */
export function boundKeys() {
  const told = new Map(bound.map((each) => [`${each.where} ${each.does}`, each]));
  return [...told.values()].sort((a, b) => (a.where === EVERYWHERE) - (b.where === EVERYWHERE));
}

export function singleKeys() {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

export function setSingleKeys(on) {
  try {
    if (on) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "off");
  } catch {
    // The choice cannot be kept; what is kept stays.
  }
}

function nameOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  const name = key.length === 1 ? key.toLowerCase() : `${shiftKey ? "Shift+" : ""}${key}`;
  return altKey ? "" : `${ctrlKey || metaKey ? "Ctrl+" : ""}${name}`;
}

function onKey(event) {
  if (event.defaultPrevented || event.target.closest(TYPED) || document.querySelector("dialog[open]")) return;
  const key = nameOf(event);
  if (key.length === 1 && !singleKeys()) return;
  const named = [first && `${first} ${key}`, key].filter(Boolean);
  const match = bound.find(({ keys, act }) => act && keys.some((each) => named.includes(each)));
  first = "";
  if (match) {
    if (match.act(event) !== false) event.preventDefault();
  } else if (bound.some(({ keys }) => keys.some((each) => each.startsWith(`${key} `)))) {
    first = key;
    setTimeout(() => (first = ""), PAUSE);
  }
}

export function startKeys() {
  for (const element of document.querySelectorAll("[data-keys]")) {
    const isLink = element.matches("a");
    const does = element.dataset.does ?? element.textContent.trim();
    bindKeys([element.dataset.keys], does, () => !element.closest("[inert]") && (isLink ? element.click() : element.focus()));
  }
  document.addEventListener("keydown", onKey);
}
