// What steers the curves: smoothing and axes. Choices are kept for the next run that is looked at.

const KEY = "inkling.curves";

/**
 * @param {HTMLElement} tools
 * @param {(settings: {smoothing?: number, axis?: string, scale?: string}) => void} onChange called at once, too
 */
export function bindTools(tools, onChange) {
  restore(tools);
  const smoothing = tools.querySelector("[name=smoothing]");
  const shown = tools.querySelector("[data-smoothing-value]");
  const settings = () => ({
    smoothing: Number(smoothing.value),
    axis: tools.querySelector("[name=axis]:checked").value,
    scale: tools.querySelector("[name=scale]:checked").value,
  });
  tools.hidden = false;
  tools.addEventListener("input", (event) => {
    shown.textContent = smoothing.value;
    const now = settings();
    keep(now);
    onChange({ [event.target.name]: now[event.target.name] });
  });
  shown.textContent = smoothing.value;
  onChange(settings());
}

function keep(settings) {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Then they hold for this page only.
  }
}

function restore(tools) {
  try {
    const { smoothing, axis, scale } = JSON.parse(localStorage.getItem(KEY)) ?? {};
    if (smoothing >= 0 && smoothing < 1) tools.querySelector("[name=smoothing]").value = smoothing;
    for (const [name, value] of Object.entries({ axis, scale })) {
      const choice = [...tools.querySelectorAll(`[name=${name}]`)].find((input) => input.value === value);
      if (choice) choice.checked = true;
    }
  } catch {
    // Nothing kept, or not readable: the page's own choices stand.
  }
}
