// The left and the right arrow key follow the links to the thing before and the thing after.

const KEYS = { ArrowLeft: "prev", ArrowRight: "next" };

document.addEventListener("keydown", (event) => {
  const rel = KEYS[event.key];
  if (!rel || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  // There the key has a meaning of its own.
  if (event.target.closest("input, select, textarea, summary, [tabindex='0'], .view-nav")) return;
  const link = document.querySelector(`main a[rel=${rel}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
