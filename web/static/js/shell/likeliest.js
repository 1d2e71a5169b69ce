// The classes whose probabilities are shown, as Likeliest.java has them: up to ten in their own order; of more, the ten
// likeliest, the likeliest first.

const MOST = 10;

/**
 * @param {HTMLElement} body whose rows name their class by data-label
 * @param {(label: number) => number} probability
 * @param {number} [always] a class that is never hidden
 */
export function showLikeliest(body, probability, always) {
  const rows = [...body.children];
  if (rows.length <= MOST) return;
  const label = (row) => Number(row.dataset.label);
  rows.sort((a, b) => probability(label(b)) - probability(label(a)) || label(a) - label(b));
  rows.forEach((row, place) => (row.hidden = place >= MOST && label(row) !== always));
  body.append(...rows);
}
