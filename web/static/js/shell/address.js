// Addresses that scripts make: a proxy may have put the program below a path of its host.

const base = document.documentElement.dataset.base ?? "";

/** @param {string} path as the program knows it, from its own root */
export function at(path) {
  return base + path;
}
