// What the address of a map says of it besides which one it is.

/** Writes parameters into the page's address; null takes one out. */
export function addToAddress(parameters) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null) query.delete(name);
    else query.set(name, value);
  }
  // A comma and a colon may stand as they are; an address is to be read.
  const text = query.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  history.replaceState(history.state, "", `${location.pathname}?${text}${location.hash}`);
  carryToMaps();
}

/** Has the links to the run's other maps keep the colours, what is hidden, and the selected image. */
export function carryToMaps() {
  const here = new URLSearchParams(location.search);
  for (const link of document.querySelectorAll("a[data-map-link]")) {
    const url = new URL(link.href);
    for (const name of ["colour", "hide", "select"]) {
      if (here.has(name)) url.searchParams.set(name, here.get(name));
      else url.searchParams.delete(name);
    }
    link.href = url.pathname + url.search;
  }
}
