// Focus stays where it was when a part of a page is written anew, or the whole page after an action: on the same control,
// else on the one that has taken its place, else on the heading of what it belonged to.

const KEPT = "inkling.focus";

/** Does what replaces a part of the page. */
export function keepFocus(write) {
  const place = placeOf(document.activeElement);
  write();
  back(place);
}

/** How a control is found again: as the first of these that is there, each with its place among others of its kind. */
function placeOf(element) {
  if (!element || element === document.body) return null;
  const names = [];
  for (let each = element.closest("[id]"); each; each = each.parentElement.closest("[id]")) names.push({ id: each.id });
  if (!element.id) names.unshift({ tag: element.localName, label: labelOf(element), around: names[0]?.id ?? "content" });
  for (const name of names) name.at = alike(name).findIndex((other) => other === element || other.contains(element));
  return { names, seen: element.matches(":focus-visible") };
}

function labelOf(element) {
  return element.getAttribute("aria-label") ?? element.textContent.trim();
}

/** Those of the same name but for its number, as cancel-12 and cancel-13; or of the same words in the same part. */
function alike({ id, tag, label, around }) {
  if (!id) return [...document.querySelectorAll(`#${CSS.escape(around)} ${tag}`)].filter((each) => labelOf(each) === label);
  const [stem] = id.split(/\d+$/);
  const isOne = (each) => each.id.startsWith(stem) && /^\d+$/.test(each.id.slice(stem.length));
  return stem === id ? [] : [...document.querySelectorAll(`[id^="${CSS.escape(stem)}"]`)].filter(isOne);
}

function back(place) {
  if (!place) return;
  for (const name of place.names) {
    const named = [document.getElementById(name.id ?? ""), alike(name)[name.at]].filter(Boolean);
    const target = named.map(within).find(Boolean);
    if (target) return focusOn(target, place.seen);
  }
  focusOn(document.querySelector("main h1"), place.seen);
}

/** What can have the focus for something: itself, what opens it, its heading, or its first button. */
function within(element) {
  const opener = element.closest("[popover]:not(:popover-open)")?.id;
  if (opener) return document.querySelector(`[popovertarget="${CSS.escape(opener)}"]`);
  if (!isShown(element)) return null;
  const isControl = element.matches("a[href], button, input, select, textarea, summary, [tabindex]");
  return isControl ? element : element.querySelector("h1, h2, h3") ?? [...element.querySelectorAll("button")].find(isShown);
}

function isShown(element) {
  return !element.disabled && element.getClientRects().length > 0;
}

function focusOn(element, seen) {
  if (!element || element === document.activeElement) return;
  if (element.matches("h1, h2, h3")) element.tabIndex = -1;
  element.focus({ preventScroll: !seen, focusVisible: seen });
}

function remember() {
  const place = placeOf(document.activeElement);
  try {
    if (place) sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, place }));
  } catch {
    // Where nothing can be kept, the next page begins at its top.
  }
}

function taken() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
    return kept;
  } catch {
    return null;
  }
}

/** Only the next page is the same one again: after an action, with another order, a run less. */
function recall() {
  const { path, place } = taken() ?? {};
  if (path === location.pathname && !location.hash && document.activeElement === document.body) back(place);
}

/** A control that can do nothing just now keeps the focus; one that is disabled would lose it. */
function holdBack(event) {
  if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
}

export function startFocus() {
  let place = null;
  document.addEventListener("htmx:beforeSwap", () => (place = placeOf(document.activeElement)));
  // Meanwhile somebody may have gone on to something else.
  document.addEventListener("htmx:afterSettle", () => document.activeElement === document.body && back(place));
  document.addEventListener("click", holdBack);
  addEventListener("pagehide", remember);
  recall();
}
