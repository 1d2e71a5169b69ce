// Several runs side by side: their curves, which grow as long as one of the runs goes on.

import { RunsCurve } from "./compare-curve.js";
import { CompareLegend } from "./compare-legend.js";
import { CurveBoard } from "./curve-board.js";
import { Series } from "./series.js";

const AGAIN = 3000; // milliseconds between two looks at the runs that go on
const ACTIVE = ["queued", "running"];
const NOTHING = { steps_per_epoch: 0, steps: { step: [] }, epochs: { epoch: [] } };

class Comparison {
  #url;
  #lines;
  #board;
  #legend;
  #looked = false;
  #stood = new Map(); // how each run stood at the last look: its status and how many epochs it had

  constructor({ url, band, lines }) {
    this.#url = url;
    this.#lines = lines.map((line) => ({ ...line, hidden: false, strong: false, members: line.runs.map(() => new Series(NOTHING)) }));
    this.#legend = new CompareLegend(this.#lines, () => this.#board.paint());
    const ids = lines.flatMap((line) => line.runs);
    this.#board = new CurveBoard(
      (canvas, listeners) => new RunsCurve(canvas, this.#lines, band, listeners),
      ({ dataset }) => `runs-${ids.join("-")}-${dataset.kind}-${dataset.metric}`,
      (now) => this.#show(now),
    );
    document.querySelector("[data-legend-frame]").hidden = false;
    this.#look(ids);
  }

  #show({ figures, curves, x, pointed }) {
    figures.forEach((figure, i) => {
      const measured = curves[i].valuesAt(null).some((value) => value !== null);
      figure.querySelector("[data-empty]").hidden = measured || !this.#looked;
    });
    const shown = pointed ?? figures.findIndex(({ dataset }) => dataset.kind === "valid" && dataset.metric === "loss");
    this.#legend.show(figures[shown], curves[shown].valuesAt(x));
  }

  /** Fetches what the runs have measured, and again before long as long as one of them goes on. */
  async #look(ids) {
    let next = ids;
    try {
      if (!document.hidden) next = this.#take(await fetchJson(`${this.#url}?runs=${ids.join(",")}`));
    } catch {
      // The server is away; it is asked again.
    }
    if (next.length > 0) setTimeout(() => this.#look(next), AGAIN);
  }

  /** @returns {number[]} the runs that go on */
  #take({ runs }) {
    let changed = false;
    this.#looked = true;
    for (const curves of runs) {
      const line = this.#lines.find((each) => each.runs.includes(curves.run));
      line.members[line.runs.indexOf(curves.run)] = new Series(curves);
      const stands = `${curves.status} ${curves.epochs.epoch.length}`;
      changed ||= this.#stood.has(curves.run) && this.#stood.get(curves.run) !== stands;
      this.#stood.set(curves.run, stands);
    }
    this.#board.drawSoon();
    // The server writes the tables anew.
    if (changed) document.querySelector("#compare-metrics").dispatchEvent(new CustomEvent("refresh"));
    return runs.filter(({ status }) => ACTIVE.includes(status)).map(({ run }) => run);
  }
}

async function fetchJson(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

const data = document.querySelector("#compare-data");
if (data) new Comparison(JSON.parse(data.textContent));
