// Chooses a folder of the machine that Inkling runs on, in a dialog that shows the page of folders.
// Without it the button leads to that page, which takes the form along.

import { at } from "../shell/address.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export function startFolders() {
  const button = document.querySelector("[data-choose-folder]");
  if (!button) return;
  const field = button.form.elements.data;
  const dialog = document.body.appendChild(document.createElement("dialog"));
  dialog.className = "folders-dialog";
  dialog.setAttribute("aria-label", "Choose a folder or file");

  let turn = 0;
  /** Only what was asked for last is shown, and nothing after the dialog was left. */
  async function show(address) {
    const ours = ++turn;
    const response = await fetch(address).catch(() => null);
    const page = new DOMParser().parseFromString(response ? await response.text() : "", "text/html");
    if (ours !== turn) return;
    const folders = page.querySelector("#folders") ?? refusal(page.querySelector("main h1 + p, main p")?.textContent);
    dialog.replaceChildren(document.adoptNode(folders));
    if (!dialog.open) dialog.showModal();
    (links()[0] ?? dialog.querySelector("[data-folder-take]") ?? dialog.querySelector("a"))?.focus();
  }
  const links = () => [...dialog.querySelectorAll(".folder-list a")];
  const open = () => show(at(`/folders?${new URLSearchParams({ for: button.value, data: field.value })}`));

  dialog.addEventListener("close", () => (turn += 1));
  button.type = "button";
  for (const name of ["formaction", "formmethod"]) button.removeAttribute(name); // htmx would ask so while the form is filled in
  button.addEventListener("click", open);
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    show(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`);
  });
  dialog.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    if (link.matches("[data-folder-go]")) return show(link.href);
    dialog.close();
    if (!link.matches("[data-folder-take]")) return;
    field.value = link.dataset.folderTake;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.target.matches("input") || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = links();
    const next = all[all.indexOf(event.target) + STEPS[event.key]];
    if (next) next.focus();
    else if (event.key === "ArrowLeft") dialog.querySelector("[rel=up]")?.click();
    else if (event.key === "ArrowRight" && all.includes(event.target)) event.target.click();
    else return;
    event.preventDefault();
  });
}

/** What is shown where the server gave no folders. */
function refusal(words) {
  const box = Object.assign(document.createElement("div"), { className: "card folders" });
  const text = document.createElement("p");
  text.textContent = words ?? "The server cannot be reached.";
  const leave = Object.assign(document.createElement("a"), { href: "#", textContent: "Close" });
  box.append(text, leave);
  return box;
}
