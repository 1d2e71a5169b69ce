// The button that switches between light and dark, and news of every change for the charts.

const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

function current() {
  return root.dataset.theme ?? (system.matches ? "dark" : "light");
}

/** Calls back after the theme changed, by the button or by the system. */
export function onThemeChange(callback) {
  document.addEventListener("inkling:theme", () => callback());
}

function announce() {
  for (const button of document.querySelectorAll("[data-theme-toggle]")) {
    button.setAttribute("aria-pressed", String(current() === "dark"));
  }
  document.dispatchEvent(new CustomEvent("inkling:theme"));
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
