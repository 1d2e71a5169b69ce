// Which classes are meant by what is typed; no DOM.

/** The labels whose names hold the text; the one that is just that, if there is one. */
export function classesLike(names, typed) {
  const text = typed.trim().toLowerCase();
  if (text === "") return [];
  const lower = names.map((name) => name.toLowerCase());
  return lower.includes(text) ? [lower.indexOf(text)] : [...lower.keys()].filter((label) => lower[label].includes(text));
}
