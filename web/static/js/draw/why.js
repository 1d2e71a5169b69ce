// Which pixels of a drawing speak for a class: asked for once the hand rests, and when something else is chosen.

import { merge } from "../live/merge.js";

const REST = 500; // milliseconds without a new answer

export class Why {
  #section;
  #url;
  #question = null; // what is to be asked: the picture, and the page's query
  #timer;
  #turn = 0;

  constructor(section, url) {
    this.#section = section;
    this.#url = url;
    section.addEventListener("change", ({ target }) => {
      if (!target.closest("[data-why-choices]")) return;
      const address = new URL(location.href);
      address.searchParams.set(target.name, target.value);
      history.replaceState(history.state, "", address);
      this.#ask();
    });
  }

  /** @param {() => [function, URLSearchParams]} question gives what is sent, and with which query */
  follow(question) {
    this.#question = question;
    this.#section.setAttribute("aria-busy", "true");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), REST);
  }

  forget() {
    clearTimeout(this.#timer);
    this.#turn++;
    this.#question = null;
    this.#section.removeAttribute("aria-busy");
  }

  async #ask() {
    if (!this.#question) return;
    const turn = ++this.#turn;
    const [source, query] = this.#question();
    const trouble = this.#section.querySelector("[data-why-trouble]");
    try {
      const page = await this.#fetch(source(), query);
      if (turn !== this.#turn) return;
      merge(this.#section.querySelector("[data-why-maps]"), page.querySelector("[data-why-maps]"));
      document.dispatchEvent(new CustomEvent("inkling:written"));
      trouble.textContent = "";
    } catch (error) {
      if (turn !== this.#turn) return;
      trouble.textContent = error.message;
    }
    this.#section.removeAttribute("aria-busy");
  }

  async #fetch({ body, headers = {} }, query) {
    const response = await fetch(`${this.#url}?${query}`, { method: "POST", body, headers: { Accept: "text/html", ...headers } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!response.ok) throw new Error(page.querySelector(".error-page .soft")?.textContent ?? "The server could not answer.");
    return page;
  }
}
