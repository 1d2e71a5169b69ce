// A notification when a job ends, for whoever wants it: silent, and one for all windows of a browser.

import { onEnd } from "./endings.js";

const KEPT = "inkling.notify";

function isWanted() {
  try {
    return localStorage.getItem(KEPT) === "yes";
  } catch {
    return false;
  }
}

function want(yes) {
  try {
    if (yes) localStorage.setItem(KEPT, "yes");
    else localStorage.removeItem(KEPT);
  } catch {
    // Nothing can be remembered here, so nothing is wanted.
  }
}

function tell({ id, title, url, outcome, result }) {
  if (!isWanted() || Notification.permission !== "granted") return;
  // Windows that say the same under one tag show it once.
  const body = `${outcome[0].toUpperCase()}${outcome.slice(1)}${result ? `, ${result}` : ""}`;
  try {
    const notice = new Notification(title, { body, tag: `inkling-job-${id}`, silent: true });
    notice.addEventListener("click", () => {
      focus();
      location.assign(url);
    });
  } catch {
    // Browsers of phones know the word, and leave notifications to service workers.
    want(false);
    document.querySelector("[data-notify]").hidden = true;
  }
}

export function startNotices() {
  // Where a page comes over plain HTTP from another machine, browsers know the word and allow nothing.
  if (!("Notification" in window) || !isSecureContext) return;
  const button = document.querySelector("[data-notify]");
  const refused = document.querySelector("[data-notify-refused]");
  const show = () => {
    button.setAttribute("aria-pressed", String(isWanted() && Notification.permission === "granted"));
    refused.hidden = !isWanted() || Notification.permission !== "denied";
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    want(button.getAttribute("aria-pressed") !== "true");
    if (isWanted()) await Notification.requestPermission();
    show();
  });
  addEventListener("storage", show);
  show();
  onEnd(tell);
}
