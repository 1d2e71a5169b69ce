// Filters take effect at once; their style sheet hides the button.

export function startFilters() {
  document.addEventListener("change", ({ target }) => target.closest("[data-filters]")?.requestSubmit());
}
