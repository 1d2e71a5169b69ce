// The colours of the style sheet for things that are drawn: light-dark() and var() worked out.

/** @returns {string} the colour of a custom property such as "--chart-train", as rgb() */
export function colour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  probe.hidden = true;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
