// The view that is looked at is within sight where a narrow window shows but some of the tabs.

export function startTabs() {
  for (const tab of document.querySelectorAll(".view-nav [aria-current]")) {
    const nav = tab.parentElement;
    const [whole, own] = [nav.getBoundingClientRect(), tab.getBoundingClientRect()];
    nav.scrollLeft += own.left - whole.left - (whole.width - own.width) / 2;
  }
}
