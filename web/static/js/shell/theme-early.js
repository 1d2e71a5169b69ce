// A classic script in the head: sets the chosen theme before anything is painted.
(() => {
  try {
    const theme = localStorage.getItem("inkling.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage can be forbidden; then the system's theme stays.
  }
})();
