// What the form of a run leaves to a script; the server says what its settings amount to. Without it the form works all the same.

export function startForm() {
  document.querySelector("[data-error-summary]")?.focus();
  startElsewhere();
  const form = document.querySelector("[data-run-form]");
  if (!form) return;
  form.addEventListener("htmx:afterSettle", ({ target }) => (form.elements.name.placeholder = target.dataset.name));
  form.addEventListener("submit", () => form.querySelector("aside [type=submit]").setAttribute("aria-busy", "true"));
  addEventListener("pageshow", () => form.querySelector("aside [type=submit]").removeAttribute("aria-busy"));
}

/** MNIST that lies nowhere else has no folder. */
function startElsewhere() {
  document.querySelector("[data-elsewhere]")?.addEventListener("change", ({ target }) => {
    if (target.checked) target.form.elements.data.focus();
    else target.form.elements.data.value = "";
  });
}
