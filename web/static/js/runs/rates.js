// Finds a learning rate within the form of a run: the server searches and writes what it found, on a page of its own without
// this.

import { again } from "../live/parts.js";

export function startRates() {
  const button = document.querySelector("[data-find-rate]");
  if (button) bind(button, document.querySelector("[data-rates]"));
}

function bind(button, panel) {
  const { form, formAction } = button;
  button.type = "button";
  for (const name of ["formaction", "formmethod"]) button.removeAttribute(name); // htmx would ask so while the form is filled in
  button.addEventListener("click", async () => {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    const response = await fetch(formAction, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
    if (!response?.ok) return response ? submit(form, formAction) : button.removeAttribute("aria-busy");
    panel.replaceChildren(await search(response));
    panel.hidden = false;
    await ended(panel);
    button.removeAttribute("aria-busy");
    panel.querySelector("h2")?.focus();
  });
  panel.addEventListener("click", async (event) => {
    const target = event.target.closest("[data-cancel-search], [data-take]");
    if (!target) return;
    event.preventDefault();
    if (target.matches("[data-take]")) {
      const field = form.elements.lr;
      field.value = target.dataset.rate;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    } else {
      await fetch(target.formAction, { method: "POST" }).catch(() => null);
      panel.replaceChildren();
      panel.hidden = true;
      button.removeAttribute("aria-busy");
      button.focus();
    }
  });
}

/** Has the server show what is wrong, at the fields. */
function submit(form, address) {
  form.action = address;
  form.submit();
}

async function search(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return document.adoptNode(page.querySelector("[data-rate-search]"));
}

/** Waits until a search that goes on has ended, or is not shown any more. */
async function ended(panel) {
  again();
  while (panel.querySelector("[data-live-again]")) {
    await new Promise((written) => document.addEventListener("inkling:written", written, { once: true }));
  }
}
