// Asks the server about a drawing that keeps changing: one question at a time, ten a second at most, the newest wins.

const GAP = 100; // milliseconds between two questions

export class Asker {
  #url;
  #show;
  #next = null;
  #asking = false;
  #last = -GAP;
  #turn = 0;

  /** @param {(answer: object) => void} show called with each answer that still counts */
  constructor(url, show) {
    this.#url = url;
    this.#show = show;
  }

  /**
   * @param {() => {body: BodyInit, headers?: object}} source called when the question is sent
   * @returns {Promise<void>} settled when it is answered, or a newer question has taken its place
   */
  ask(source, query) {
    return new Promise((resolve, reject) => {
      this.#next?.resolve();
      this.#next = { source, query, resolve, reject };
      if (!this.#asking) this.#askAll();
    });
  }

  /** Drops the question that waits and the answer that is under way. */
  forget() {
    this.#turn++;
    this.#next?.resolve();
    this.#next = null;
  }

  async #askAll() {
    this.#asking = true;
    while (this.#next) {
      await new Promise((done) => setTimeout(done, this.#last + GAP - performance.now()));
      if (!this.#next) break;
      const { source, query, resolve, reject } = this.#next;
      this.#next = null;
      this.#last = performance.now();
      const turn = this.#turn;
      try {
        const answer = await this.#fetch(source(), query);
        if (turn === this.#turn) this.#show(answer);
        resolve();
      } catch (error) {
        reject(error);
      }
    }
    this.#asking = false;
  }

  async #fetch({ body, headers = {} }, query) {
    const response = await fetch(`${this.#url}?${query}`, {
      method: "POST",
      body,
      headers: { Accept: "application/json", ...headers },
    }).catch(() => {
      throw new Error("The server cannot be reached.");
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw Object.assign(new Error(answer.detail ?? "The server could not answer."), answer);
    return answer;
  }
}
