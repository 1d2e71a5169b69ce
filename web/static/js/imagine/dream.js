// The page of one imagined picture: picture, probabilities and curve follow the event stream.

import { DreamCurve } from "./dream-curve.js";
import { count, timeLeft } from "../shell/format.js";
import { showLikeliest } from "../shell/likeliest.js";
import { sureness } from "./log-odds.js";
import { stream } from "../live/stream.js";
import { onThemeChange } from "../shell/theme.js";

const FEW_DECIMALS = 4; // that fit beside a bar
const data = JSON.parse(document.querySelector("#dream-data").textContent);
const curve = new DreamCurve(document.querySelector("[data-dream-curve]"), data.method);
curve.draw(data.curve ?? [], data.done ?? 0);
onThemeChange(() => curve.paint());

stream.on("progress", (now) => {
  showPicture(now.picture);
  const [found, logOdds] = now.curve.at(-1);
  showBars(now, logOdds);
  put("sureness", sureness(logOdds));
  put("done", `${count(now.done)} of ${count(now.total)}`);
  put("found", count(found));
  put("speed", now.per_second > 0 ? count(Math.round(now.per_second)) : "–");
  put("left", timeLeft(now.seconds_left).replace(" left", ""));
  const bar = part("share");
  if (bar) bar.value = now.share;
  curve.draw(now.curve, now.done);
});

function part(name) {
  return document.querySelector(`[data-dream="${name}"]`);
}

function put(name, text) {
  const place = part(name);
  if (place) place.textContent = text;
}

function showPicture(address) {
  const picture = part("picture");
  if (!picture) return;
  if (picture.getAttribute("src") !== address) picture.src = address;
  picture.hidden = false;
  part("nothing").hidden = true;
}

function showBars({ probabilities, label }, logOdds) {
  for (const row of part("bars").querySelectorAll("[data-label]")) {
    const c = Number(row.dataset.label);
    const share = probabilities[c];
    row.querySelector("rect").setAttribute("width", 100 * share);
    const shown = sureness(c === label ? logOdds : Math.log(share / (1 - share)), FEW_DECIMALS);
    row.querySelector("[data-share]").textContent = shown;
  }
  showLikeliest(part("bars").tBodies[0], (c) => probabilities[c], label);
}
