// The page on which one draws: joins the pad (where pictures are grey), the upload, the scrubber and what shows the answer.

import { AnswerView } from "./answer.js";
import { Asker } from "./asker.js";
import { takePictures } from "./drop.js";
import { History } from "./history.js";
import { followLayer } from "./layer.js";
import { DrawMap } from "./map.js";
import { Pad } from "./pad.js";
import { Why } from "./why.js";
import { followEpochs, queryAt } from "../epochs/epochs.js";
import { bindKeys } from "../shell/keys.js";
import { onThemeChange } from "../shell/theme.js";

const root = document.querySelector("[data-draw]");
const find = (name) => root.querySelector(`[data-${name}]`);
const names = [];
for (const row of root.querySelectorAll(".chances [data-label]")) names[row.dataset.label] = row.querySelector("th").textContent;
const view = new AnswerView(root);
const history = new History(root, names);
const map = new DrawMap(find("place"), find("place-words"), names, root.dataset.features);
const why = new Why(find("why"), `${root.dataset.url}/why`);
const upload = find("upload");
let epoch = Number(root.dataset.epoch);
let source = null; // what is asked about: the pad, a file, or nothing

const asker = new Asker(root.dataset.url, (answer) => {
  find("trouble").textContent = "";
  view.show(answer);
  map.showPlace(answer);
  history.show(answer.history, answer.epoch);
  why.follow(() => [source, queryAt(epoch)]);
});

const fromPad = () => ({ body: pad.pixels(), headers: { "Content-Type": "application/octet-stream" } });

function openPad() {
  find("pad").hidden = find("pad-tools").hidden = false;
  const opened = new Pad(find("pad").querySelector("canvas"), drawn);
  find("undo").addEventListener("click", () => opened.undo());
  find("clear").addEventListener("click", () => opened.clear());
  const onPad = { on: find("pad"), where: "On the drawing pad" };
  bindKeys(["z", "Ctrl+z"], "Take the last stroke back", () => opened.undo(), onPad);
  bindKeys(["Escape", "Delete", "Backspace"], "Clear", () => opened.clear(), onPad);
  return opened;
}

function ask() {
  return asker.ask(source, queryAt(epoch));
}

function say(error) {
  find("trouble").textContent = error.message;
}

function sayAtUpload(message) {
  find("upload-error").textContent = message;
  if (pad) find("pad-error").textContent = message;
  upload.picture.setAttribute("aria-invalid", String(message !== ""));
}

function drawn() {
  find("pad-hint").hidden = !pad.empty;
  find("undo").disabled = find("clear").disabled = pad.empty;
  if (!pad.empty) {
    source = fromPad;
    upload.reset();
    sayAtUpload("");
    ask().catch(say);
  } else if (source === fromPad) {
    forget();
  }
}

function forget() {
  source = null;
  asker.forget();
  why.forget();
  view.empty();
  map.showPlace(null);
}

/** Asks about the chosen file; what is shown gives way only to its answer. */
function send() {
  const [file, another] = upload.picture.files;
  const most = Number(upload.dataset.mostBytes);
  const refuse = (message) => sayAtUpload(`\u2068${file.name}\u2069: ${message}`);
  if (!file) return sayAtUpload("Choose a picture first.");
  if (another) return sayAtUpload("These are several files; send one picture at a time.");
  if (file.size > most) return refuse(`The file is larger than ${most / 1e6} MB; send a smaller one.`);
  sayAtUpload("");
  const before = source;
  const form = new FormData(upload);
  const picture = () => ({ body: form });
  source = picture;
  ask().then(
    () => source === picture && pad?.clear(),
    (error) => {
      if (source === picture) source = before;
      refuse(error.message);
    },
  );
}

find("upload").querySelector("[type=submit]").hidden = true; // a chosen file is sent at once
const pad = find("pad") && openPad();
upload.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
upload.picture.addEventListener("change", send);
takePictures(root, (files) => {
  upload.picture.files = files;
  send();
});
followLayer(find("layer"), () => source && ask().catch(say));
document.addEventListener("inkling:epoch", ({ detail }) => {
  epoch = detail.epoch;
  if (source) detail.waitFor(ask());
});
onThemeChange(() => {
  map.draw();
  history.paint();
});
followEpochs(() => `${root.dataset.url}.json`, (cloud, at) => map.showCloud(cloud, at));
fetch(`${root.dataset.url}.json?${queryAt(epoch)}`, { headers: { Accept: "application/json" } })
  .then((response) => response.json().then((cloud) => (response.ok ? cloud : Promise.reject(new Error(cloud.detail)))))
  .then((cloud) => map.showCloud(cloud, Number(root.dataset.epoch)))
  .catch(say);
if (pad) drawn();
