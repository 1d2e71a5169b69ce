// What steers the charts: smoothing, axes, outliers. Choices are kept for the next page that is looked at.

const KEY = "inkling.curves";

/**
 * @param {HTMLElement} tools holds the fields; which of them there are is up to the page
 * @param {(settings: {smoothing?: number, axis?: string, scale?: string, outliers?: string}) => void} onChange called at
 *     once, too
 */
export function bindTools(tools, onChange) {
  restore(tools);
  const smoothing = tools.querySelector("[name=smoothing]");
  const settings = () => {
    const chosen = [...tools.querySelectorAll("input")].filter(({ type, checked }) => type === "range" || checked);
    return Object.fromEntries(chosen.map(({ name, type, value }) => [name, type === "range" ? Number(value) : value]));
  };
  const say = () => smoothing && (tools.querySelector("[data-smoothing-value]").textContent = smoothing.value);
  tools.hidden = false;
  tools.addEventListener("input", (event) => {
    say();
    const now = settings();
    keep(now);
    onChange({ [event.target.name]: now[event.target.name] });
  });
  say();
  onChange(settings());
}

function keep(settings) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...kept(), ...settings }));
  } catch {
    // Then they hold for this page only.
  }
}

function restore(tools) {
  for (const input of tools.querySelectorAll("input")) {
    const value = kept()[input.name];
    if (input.type === "radio") input.checked = value === undefined ? input.checked : input.value === value;
    else if (value >= 0 && value < 1) input.value = value;
  }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // Nothing kept, or not readable: the page's own choices stand.
  }
}
