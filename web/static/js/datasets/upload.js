// Sends files with their progress in sight, and takes those that are dropped on the page. Without it the form posts.

import { at } from "../shell/address.js";
import { takePictures } from "../draw/drop.js";

const form = document.querySelector("[data-upload]");
if (form) start(form);

function start(form) {
  const part = (name) => form.querySelector(`[data-upload-${name}]`);
  let request = null;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  part("cancel").addEventListener("click", () => request?.abort());
  takePictures(form, (files) => {
    if (request || files.length === 0) return;
    form.elements.files.files = files;
    send();
  });

  function send() {
    const files = [...form.elements.files.files];
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    const most = Number(form.dataset.mostBytes);
    if (bytes > most) return refuse(`Together they have ${megabytes(bytes)}; at most ${megabytes(most)} are taken.`);
    const began = performance.now();
    request = new XMLHttpRequest();
    request.open("POST", at("/data"));
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      part("progress").value = loaded / total;
      say(loaded < total ? `${megabytes(loaded)} of ${megabytes(total)}${left(began, loaded, total)}` : "Looking at what came…");
    });
    request.addEventListener("load", () => answered(request));
    // A file that vanished, or a folder: it cannot be read, and the request fails before anything is sent.
    request.addEventListener("error", () => refuse("It could not be sent. A folder goes in a zip, or by its path below."));
    request.addEventListener("abort", () => refuse("Cancelled; nothing of it is kept."));
    going(true);
    request.send(new FormData(form));
  }

  function answered({ status, responseText }) {
    const answer = parsed(responseText);
    if (status === 201) location.assign(at(answer.url));
    else refuse(Object.values(answer.errors ?? {}).join(" ") || answer.detail || "It was refused.");
  }

  function refuse(sentence) {
    request = null;
    going(false);
    const error = part("error");
    error.hidden = false;
    error.textContent = sentence;
    form.elements.files.setAttribute("aria-invalid", "true");
  }

  function going(on) {
    part("going").hidden = !on;
    part("error").hidden = on;
    if (on) part("progress").value = 0;
    say("");
  }

  function say(text) {
    part("said").textContent = text;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function left(began, loaded, total) {
  const seconds = ((performance.now() - began) / 1000) * (total / loaded - 1);
  if (!Number.isFinite(seconds)) return "";
  return seconds < 60 ? `, ${Math.ceil(seconds)} s left` : `, ${Math.ceil(seconds / 60)} min left`;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
