// Merges what the server wrote into what a page shows: what is the same on both sides stays, and with it focus, ticks,
// scroll and whatever is open.

/** The attributes that belong to whoever looks; a heading that has the focus can have it no longer without the second. */
const OWN = ["open", "tabindex"];

/**
 * @param {Element} here in the page
 * @param {Element} next what it is to become; its nodes may end up in the page
 */
export function merge(here, next) {
  if (here.isEqualNode(next) || here.matches(":popover-open")) return;
  mergeAttributes(here, next);
  const wanted = new Set([...next.children].map(key));
  const keyed = new Map();
  for (const child of [...here.children]) {
    if (!key(child)) continue;
    if (wanted.has(key(child))) keyed.set(key(child), child);
    else child.remove();
  }
  let place = here.firstChild;
  for (const fresh of [...next.childNodes]) {
    const same = key(fresh) ? keyed.get(key(fresh)) : alike(place, fresh);
    if (same && same === place) place = place.nextSibling;
    else here.insertBefore(same ?? document.adoptNode(fresh), place);
    if (same instanceof Element) merge(same, fresh);
    else if (same && same.data !== fresh.data) same.data = fresh.data;
  }
  while (place) {
    const gone = place;
    place = place.nextSibling;
    gone.remove();
  }
}

function mergeAttributes(here, next) {
  for (const name of here.getAttributeNames()) {
    if (!OWN.includes(name) && !next.hasAttribute(name)) here.removeAttribute(name);
  }
  for (const name of next.getAttributeNames()) {
    if (!OWN.includes(name) && here.getAttribute(name) !== next.getAttribute(name)) here.setAttribute(name, next.getAttribute(name));
  }
}

/** What a node is known by among its neighbours: a box by what it stands for. */
function key(node) {
  return node.id || (node.localName === "input" && `${node.name}=${node.getAttribute("value")}`);
}

/** The next node from a place on that may become another one. */
function alike(place, fresh) {
  let node = place;
  while (node && (node.nodeName !== fresh.nodeName || key(node))) node = node.nextSibling;
  return node;
}
