// The form of a run says what its settings amount to while they are chosen. Without it the form works all the same.

import { at } from "../shell/address.js";
import { count } from "../shell/format.js";
import { parameterCount, stepCount } from "./plan.js";

export function startForm() {
  document.querySelector("[data-error-summary]")?.focus();
  const form = document.querySelector("[data-run-form]");
  if (!form) return;
  const preview = form.querySelector("[data-preview]");
  const show = () => {
    const values = Object.fromEntries(new FormData(form));
    put(form, "parameters", parameterCount(values.hidden), count);
    put(form, "network", widths(values.hidden), (text) => text);
    put(form, "steps", stepCount(values.epochs, values.batch_size, values.validation_share), count);
    if (preview) {
      const query = new URLSearchParams({ dataset: values.dataset, seed: values.seed });
      if (values.data) query.set("data", values.data);
      preview.href = at(`/augmentation?${query}`);
    }
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", () => form.querySelector("[type=submit]").setAttribute("aria-busy", "true"));
  addEventListener("pageshow", () => form.querySelector("[type=submit]").removeAttribute("aria-busy"));
  show();
}

function put(form, name, value, write) {
  for (const place of form.querySelectorAll(`[data-plan="${name}"]`)) {
    place.textContent = value === null ? "–" : write(value);
  }
}

function widths(hidden) {
  return parameterCount(hidden) === null ? null : `784 → ${hidden.split(/[,\s]+/).join(" → ")} → 10`;
}
