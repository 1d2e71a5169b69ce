// An axis of the parallel coordinates with its numbers.

import { svg } from "../shell/svg.js";

/**
 * @param {import("./axis.js").Axis} axis
 * @param {{top: number, height: number, none: number}} frame none is how far below the axis runs without a value lie
 * @param {boolean} last whether it is the last one, which has its numbers on its other side, where there is room
 */
export function ruler(axis, { top, height, none }, last) {
  const group = svg("g", { class: `parallel-axis ${axis.kind}` }, [svg("path", { d: `M0,${top}V${top + height}`, class: "rule" })]);
  const label = (y, text) => {
    group.append(svg("path", { d: `M-4,${y}H4`, class: "rule" }));
    group.append(svg("text", { x: last ? -8 : 8, y: y + 4, "text-anchor": last ? "end" : "start" }, [document.createTextNode(text)]));
  };
  axis.ticks.forEach((tick) => label(top + height * (1 - axis.place(tick)), axis.tick(tick)));
  const [lowest, highest] = [axis.values[0], axis.values.at(-1)];
  if (highest > axis.ends[1]) label(top - 6, `▲ to ${axis.tick(highest)}`);
  if (lowest < axis.ends[0]) label(top + height + 6, `▼ to ${axis.tick(lowest)}`);
  if (axis.gaps) label(top + height + none, "none");
  return group;
}
