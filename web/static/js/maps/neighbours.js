// The nearest neighbours of the selected image in the original space.

import { at } from "../shell/address.js";
import { thumbnail } from "./pictures.js";

/**
 * @param {Element} root of the selected image
 * @param {object} page what the page's data say, with what is shown: {points, map, epoch}
 * @param {import("./plot.js").Plot} plot
 * @returns {(index: number, isStill: () => boolean) => Promise<void>} shows those of an image
 */
export function neighbours(root, page, plot) {
  const part = (name) => root.querySelector(`[data-picked-${name}]`);
  return async (index, isStill) => {
    const { points, map, epoch, run } = page;
    part("neighbours").replaceChildren();
    part("agreement").textContent = "Measuring the distances to all of them …";
    const response = await fetch(at(`/runs/${run}/maps/${map.map}/neighbours.json?index=${index}`));
    if (!response.ok || !isStill()) return;
    const { neighbours: found } = await response.json();
    if (!isStill()) return;
    const items = found.map((each) => thumbnail(page, points, each.index, epoch));
    found.forEach((each, i) => (items[i].title = `distance ${each.distance.toFixed(2)}`));
    part("neighbours").replaceChildren(...items);
    const same = found.filter((each) => each.label === points.labels[index]).length;
    part("agreement").textContent = `${same} of ${found.length} have its label`;
    plot.marks.neighbours = found.map((each) => each.index);
    plot.redraw();
  };
}
