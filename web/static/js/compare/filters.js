// The filters of the compared images take effect at once.

for (const button of document.querySelectorAll("[data-filters] [type=submit]")) button.hidden = true;

document.addEventListener("change", ({ target }) => target.closest("[data-filters]")?.requestSubmit());
