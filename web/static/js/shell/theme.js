// The button that switches between light and dark, and news of every change for the charts.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

function current() {
  return root.dataset.theme ?? (system.matches ? "dark" : "light");
}

/** Calls back after the theme changed, by the button or by the system, or all is to be drawn anew for another reason. */
export function onThemeChange(callback) {
  document.addEventListener("inkling:theme", () => callback());
}

/** Has everything drawn anew that takes its colours or sizes from the page. */
export function repaint() {
  document.dispatchEvent(new CustomEvent("inkling:theme"));
}

function announce() {
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.setAttribute("aria-pressed", String(current() === "dark"));
  }
  repaint();
}

export function startTheme() {
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.theme = current() === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("inkling.theme", root.dataset.theme);
      } catch {
        // The choice then holds for this page only.
      }
      announce();
    });
  }
  system.addEventListener("change", announce);
  announce();
}
