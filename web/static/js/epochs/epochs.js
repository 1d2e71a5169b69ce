// How a view follows the scrubber: it fetches its numbers of each epoch that the slider comes to.

const KEPT = 200; // answers kept, so that going back and forth costs nothing

/**
 * Has a view follow the scrubber.
 *
 * @param {() => string} address the view's JSON without its query; the page's own query goes along
 * @param {(data: object, epoch: number) => void} show called with the newest epoch's answer only
 */
export function followEpochs(address, show) {
  const answers = new Map();
  let wanted = 0;
  const ask = (epoch) => {
    const url = `${address()}?${queryAt(epoch)}`;
    if (!answers.has(url)) {
      if (answers.size >= KEPT) answers.delete(answers.keys().next().value);
      answers.set(url, fetchJson(url));
      answers.get(url).catch(() => answers.delete(url));
    }
    return answers.get(url);
  };
  document.addEventListener("inkling:epoch", ({ detail }) => {
    const turn = ++wanted;
    const shown = ask(detail.epoch).then((data) => {
      if (turn === wanted) show(data, detail.epoch);
    });
    detail.waitFor(shown);
    // One after the other: a neighbour must not keep the epoch that is looked at waiting.
    shown.then(() => detail.neighbours.forEach((epoch) => ask(epoch).catch(() => {}))).catch(() => {});
  });
}

/** The page's own query, with another epoch. */
export function queryAt(epoch) {
  const query = new URLSearchParams(location.search);
  query.set("epoch", epoch);
  return query;
}

async function fetchJson(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  const body = await response.json();
  if (!response.ok) throw new Error(body.detail ?? "The server could not answer.");
  return body;
}
