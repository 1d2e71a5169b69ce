// The worker that holds the one event stream of all windows of a browser.

import { SharedStream } from "./stream-share.js";

let shared = null;

globalThis.addEventListener("connect", ({ ports: [port] }) => {
  let member = null;
  const leave = () => {
    if (member) shared.leave(member);
    member = null;
  };
  port.addEventListener("message", ({ data: { address, channels, types, turn } }) => {
    leave();
    if (!channels) return;
    shared ??= new SharedStream(address);
    member = { channels, types, tell: (message) => port.postMessage({ ...message, turn }) };
    shared.join(member);
  });
  port.addEventListener("close", leave); // The window has crashed; where browsers do not say so it is told for nothing.
  port.start();
});
