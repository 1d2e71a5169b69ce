// Ticking runs in the list: how many are, and all of a page at once.

export function startPicking() {
  const list = document.querySelector("[data-runs-list]");
  if (!list) return;
  const boxes = () => [...list.querySelectorAll("input[name=run][form=picked]")];
  const show = () => {
    const all = list.querySelector("[data-pick-all]");
    if (!all) return; // No run is like that.
    const ticked = boxes().filter((box) => box.checked).length;
    list.querySelector("[data-picked-count]").textContent = ticked === 1 ? "1 run is ticked" : `${ticked} runs are ticked`;
    all.hidden = false;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };
  list.addEventListener("change", ({ target }) => {
    if (target.matches("[data-pick-all]")) boxes().forEach((box) => (box.checked = target.checked));
    show();
  });
  document.addEventListener("inkling:written", show);
  addEventListener("pageshow", show); // The browser may have kept the ticks.
  show();
}
