// How far the running job is, in the title and the icon of the tab; and how it ended, until somebody looks.

import { onEnd } from "./endings.js";
import { stream } from "./stream.js";
import { colour, pale } from "../shell/tokens.js";

const ENDED = { finished: "Done", failed: "Failed" };
const AROUND = 2 * Math.PI * 12;
const icon = document.querySelector("link[rel=icon]");
const [plainTitle, plainIcon] = [document.title, icon.getAttribute("href")];
let ended = null; // what is said of a job that ended while nobody looked

/** A run's pages tell of its own jobs only, all others of any. */
function isOurs({ url }) {
  const run = runOf(location.pathname);
  return run === undefined || runOf(url) === run;
}

function runOf(path) {
  return path.match(/\/runs\/\d+/)?.[0];
}

function show(percent) {
  const said = percent === null ? ended : `${percent}\u2009%`;
  const title = said === null ? plainTitle : `${said} · ${plainTitle}`;
  if (document.title === title) return;
  document.title = title;
  icon.href = percent === null ? plainIcon : ring(percent / 100);
}

function ring(share) {
  const ink = colour("--accent");
  const circle = (stroke, dash) =>
    `<circle cx="16" cy="16" r="12" fill="none" stroke-width="7" stroke="${stroke}" stroke-dasharray="${dash} ${AROUND}"/>`;
  const drawn = circle(pale(ink), AROUND) + circle(ink, share * AROUND);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><g transform="rotate(-90 16 16)">${drawn}</g></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

export function startProgress() {
  onEnd((job) => {
    if (document.hidden && isOurs(job)) ended = ENDED[job.outcome] ?? null;
  });
  stream.on("jobs", ({ jobs }) => {
    const job = jobs.find((each) => each.state !== "waiting" && isOurs(each));
    show(job ? Math.floor(100 * job.share) : null);
  }, { hidden: true });
  // What is not heard of any more may have ended.
  stream.on("connection", ({ lost }) => lost && show(null), { hidden: true });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    if (ended !== null && document.title.startsWith(ended)) document.title = plainTitle;
    ended = null;
  });
}
