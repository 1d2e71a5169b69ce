// What stands above an axis of the parallel coordinates: its name, and buttons that move it.

/** @param {(by: -1 | 1) => void} onMove */
export function axisHead(axis, x, count, place, onMove) {
  const head = document.createElement("div");
  head.className = "axis-head";
  head.dataset.head = axis.id;
  head.style.insetInlineStart = `${x}px`;
  const title = document.createElement("span");
  title.textContent = axis.title;
  const buttons = document.createElement("span");
  buttons.className = "axis-moves";
  buttons.append(
    mover("←", `Move ${axis.title} to the left`, place === 0, () => onMove(-1)),
    mover("→", `Move ${axis.title} to the right`, place === count - 1, () => onMove(1)),
  );
  head.append(title, buttons);
  return head;
}

function mover(text, label, disabled, onClick) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.disabled = disabled;
  button.setAttribute("aria-label", label);
  button.addEventListener("click", onClick);
  return button;
}
