// The choice of the layer whose maps are shown; it stands in the address, from which every question takes it.

export function followLayer(select, changed) {
  select?.addEventListener("change", () => {
    const address = new URL(location.href);
    address.searchParams.set("layer", select.value);
    history.replaceState(history.state, "", address);
    changed();
  });
}
