// Several runs side by side: their curves, which grow as long as one of the runs goes on.

import { RunsCurve } from "./curve.js";
import { CompareLegend } from "./legend.js";
import { CurveBoard } from "../charts/board.js";
import { renew } from "../live/parts.js";
import { Series } from "../charts/series.js";
import { stream } from "../live/stream.js";

const AGAIN = 3000; // milliseconds between two looks at the runs that go on
const PATIENCE = 30_000; // with a look whose connection may have died
const ACTIVE = ["queued", "running"];
const NOTHING = { steps_per_epoch: 0, steps: { step: [] }, epochs: { epoch: [] } };

class Comparison {
  #url;
  #lines;
  #board;
  #legend;
  #going; // the runs that are to be looked at
  #next = null;
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
    this.#going = ids;
    this.#look();
    stream.on("connection", ({ lost }) => lost || this.#look());
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
  async #look() {
    try {
      if (!document.hidden) this.#going = this.#take(await fetchJson(`${this.#url}?runs=${this.#going.join(",")}`));
    } catch {
      // The server is away; it is asked again.
    }
    clearTimeout(this.#next);
    if (this.#going.length > 0) this.#next = setTimeout(() => this.#look(), AGAIN);
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
    const going = runs.filter(({ status }) => ACTIVE.includes(status)).map(({ run }) => run);
    document.querySelectorAll("figure[data-metric], #compare-metrics").forEach((part) => part.classList.toggle("live", going.length > 0));
    // The server writes the tables anew.
    if (changed) renew([document.querySelector("#compare-metrics")]);
    return going;
  }
}

async function fetchJson(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

const data = document.querySelector("#compare-data");
if (data) new Comparison(JSON.parse(data.textContent));
