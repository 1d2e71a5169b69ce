// Ticking runs in the list: how many are, and all of a page at once.

export function startPicking() {
  const list = document.querySelector("[data-runs-list]");
  const all = list?.querySelector("[data-pick-all]");
  const count = list?.querySelector("[data-picked-count]");
  if (!all || !count) return;
  const boxes = () => [...list.querySelectorAll("input[name=run][form=picked]")];
  const show = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    count.textContent = ticked === 1 ? "1 run is ticked" : `${ticked} runs are ticked`;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    boxes().forEach((box) => (box.checked = all.checked));
    show();
  });
  list.addEventListener("change", (event) => event.target.matches("[name=run]") && show());
  list.addEventListener("inkling:rows", show);
  addEventListener("pageshow", show); // The browser may have kept the ticks.
  show();
}
