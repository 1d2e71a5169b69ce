// Says what a term means beside it, while it has the focus or the pointer; Escape closes it. A finger's first touch
// opens it and the second follows the link, as a click does.

const OPENS = 120; // milliseconds, so that a pointer that only passes opens nothing
const CLOSES = 250; // for the way from the term to what is said
const MARGIN = 8;

const box = document.createElement("div");
let open = null;
let timer = 0;

function show(term) {
  if (term !== open) {
    close();
    open = term;
    box.textContent = term.getAttribute("aria-description");
    term.setAttribute("aria-describedby", box.id);
    box.showPopover();
    place();
  }
  clearTimeout(timer);
}

function close() {
  clearTimeout(timer);
  open?.removeAttribute("aria-describedby");
  open = null;
  box.hidePopover();
}

/** Below the term's first line, or above it where there is no room, and never beyond the window. */
function place() {
  const line = open?.getClientRects()[0];
  if (!line || line.bottom < 0 || line.top > innerHeight) return close();
  const { width, height } = box.getBoundingClientRect();
  const fits = line.bottom + height + MARGIN <= innerHeight || line.top < height + MARGIN;
  const right = document.documentElement.clientWidth - width - MARGIN;
  box.style.left = `${Math.max(MARGIN, Math.min(line.left, right))}px`;
  box.style.top = `${fits ? line.bottom : line.top - height}px`;
}

function soon(wait, action) {
  clearTimeout(timer);
  timer = setTimeout(action, wait);
}

function point({ target, pointerType }) {
  if (pointerType === "touch") return;
  const term = target.closest("[data-term]");
  if (term) soon(OPENS, () => show(term));
  else if (box.contains(target) || open === document.activeElement) clearTimeout(timer);
  else soon(CLOSES, close);
}

/** Only the press knows whether it is a finger's, and whether the term was open before the press gave it the focus. */
function press({ target, pointerType }) {
  const term = target.closest("[data-term]");
  if (term && term !== open && pointerType === "touch") {
    term.addEventListener("click", (click) => (click.preventDefault(), show(term)), { once: true });
  } else if (!term && !box.contains(target)) close();
}

export function startTerms() {
  if (!box.showPopover) return;
  box.id = box.className = "term-box";
  box.setAttribute("role", "tooltip");
  box.popover = "manual";
  document.querySelector("main").append(box);
  document.addEventListener("pointerover", point);
  document.addEventListener("pointerdown", press);
  document.addEventListener("focusin", ({ target }) => target.matches("[data-term]") && show(target));
  document.addEventListener("focusout", () => box.matches(":hover") || close());
  // Escape takes nothing else back while it closes this.
  document.addEventListener("keydown", (event) => event.key === "Escape" && open && (event.stopImmediatePropagation(), close()), true);
  document.addEventListener("scroll", () => open && place(), { capture: true, passive: true });
  addEventListener("resize", () => open && place());
}
