// Says that the server is not heard any more, and since when; until it is, what was live is grey and no clock goes on.

import { stream } from "../live/stream.js";

const time = { hour: "2-digit", minute: "2-digit", second: "2-digit" };

export function startConnection() {
  const place = document.querySelector("[data-connection]");
  stream.on("connection", ({ lost, since }) => {
    document.documentElement.toggleAttribute("data-lost", lost);
    const sameDay = since.toDateString() === new Date().toDateString();
    const when = new Intl.DateTimeFormat(undefined, sameDay ? time : { month: "short", day: "numeric", ...time }).format(since);
    place.textContent = lost
      ? `No connection to the server since ${when}. What is grey is as it was then; this page tries again by itself.`
      : "";
  });
}

/** Whether what the page shows may be out of date. */
export function isLost() {
  return document.documentElement.hasAttribute("data-lost");
}
