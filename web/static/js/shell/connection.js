// Says that the server is not heard any more, and since when; until it is, what was live is grey and no clock goes on.

import { stream } from "../live/stream.js";

const time = { hour: "2-digit", minute: "2-digit", second: "2-digit" };

export function startConnection() {
  const place = document.querySelector("[data-connection]");
  stream.on("connection", async ({ lost, since }) => {
    document.documentElement.toggleAttribute("data-lost", lost);
    const sameDay = since.toDateString() === new Date().toDateString();
    const when = new Intl.DateTimeFormat(undefined, sameDay ? time : { month: "short", day: "numeric", ...time }).format(since);
    place.textContent = lost
      ? `No connection to the server since ${when}. What is grey is as it was then; this page tries again by itself.`
      : "";
    if (lost && (await isOut()) && isLost()) {
      place.textContent =
        "You are not logged in any more. What is grey is as it was; log in in another window, and this page goes on by itself.";
    }
  });
}

/** Whether the server answers, and leads to the log-in whoever asks for this page. */
async function isOut() {
  try {
    const { type } = await fetch(location.href, { method: "HEAD", headers: { Accept: "text/html" }, redirect: "manual" });
    return type === "opaqueredirect";
  } catch {
    return false;
  }
}

/** Whether what the page shows may be out of date. */
export function isLost() {
  return document.documentElement.hasAttribute("data-lost");
}
