// What each epoch said of an image: asked for once, drawn small beside the pointer and large beside the map.

import { Chart } from "../charts/chart.js";
import { storyChart } from "../inspect/story-chart.js";
import { at } from "../shell/address.js";
import { svg } from "../shell/svg.js";

const PAUSE = 120; // milliseconds on an image until it is asked for
const [WIDTH, HEIGHT, EDGE] = [120, 36, 4];

export class Stories {
  #page;
  #known = new Map();
  #timer = null;
  #chart = null;

  constructor(page) {
    this.#page = page;
  }

  #ask(index) {
    if (!this.#known.has(index)) {
      const answer = fetch(at(`/runs/${this.#page.run}/images/${this.#page.split}/${index}/story.json`)).then((response) =>
        response.ok ? response.json() : Promise.reject(new Error("The server could not answer.")),
      );
      this.#known.set(index, answer);
      answer.catch(() => this.#known.delete(index));
    }
    return this.#known.get(index);
  }

  /** Draws the label's probability by epoch, once the pointer has rested on an image. */
  hint(place, index) {
    clearTimeout(this.#timer);
    place.replaceChildren();
    if (index === null) return;
    this.#timer = setTimeout(async () => {
      const story = await this.#ask(index).catch(() => null);
      if (story && Number(place.dataset.index) === index) place.replaceChildren(small(story));
    }, PAUSE);
    place.dataset.index = index;
  }

  /** Draws every class's probability by epoch. */
  async draw(canvas, index, isStill) {
    const story = await this.#ask(index).catch(() => null);
    if (!story || !isStill()) return;
    Chart.getChart(canvas)?.destroy();
    this.#chart = storyChart(canvas, story, null);
  }

  paint() {
    this.#chart?.paint();
  }
}

function small({ label, epochs, probabilities }) {
  const span = Math.max(1, epochs.at(-1) - epochs[0]);
  const points = probabilities.map((each, i) => [
    EDGE + ((epochs[i] - epochs[0]) / span) * (WIDTH - 2 * EDGE),
    HEIGHT - EDGE - each[label] * (HEIGHT - 2 * EDGE),
  ]);
  const dots = points.map(([cx, cy]) => svg("circle", { cx, cy, r: 2 }));
  const line = svg("polyline", { points: points.map((point) => point.join(",")).join(" ") });
  return svg("svg", { class: "small-story", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT }, [line, ...dots]);
}
