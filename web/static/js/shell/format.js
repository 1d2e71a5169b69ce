// Numbers as words, as the server writes them; no DOM.

/** Rounded as it would be on paper: toFixed makes 0.0999 of 0.09995, whose nearest binary number is a little less. */
function fixed(value, decimals) {
  const [digits, exponent = 0] = String(value).split("e");
  return Number(`${Math.round(`${digits}e${Number(exponent) + decimals}`)}e-${decimals}`).toFixed(decimals);
}

const LONGEST = 16; // letters of a name in a picture

/** A class's name as it stands in a chart or a map: what is longer is cut. */
export function brief(name) {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

/** 4521 -> "4,521"; 12.34 -> "12.3". */
export function count(value) {
  return value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 1 : 0 });
}

/** Four significant digits, as losses are read. */
export function loss(value) {
  if (!Number.isFinite(value)) return "–";
  return Math.abs(value) >= 0.001 || value === 0 ? fixed(value, 4) : value.toExponential(2);
}

/** Three significant digits, as learning rates are read: 0.0000655. */
export function rate(value) {
  return String(Number(value.toPrecision(3)));
}

/** 0.9791 -> "97.91 %". */
export function percent(value) {
  return Number.isFinite(value) ? `${fixed(value * 100, 2)}\u2009%` : "–";
}

/** 0.9791 -> "98 %", as axes have it. */
export function wholePercent(value) {
  return `${Math.round(100 * value)}\u2009%`;
}

/** 75 -> "1 min 15 s"; the precision falls as the length grows. */
export function duration(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) return "–";
  if (seconds < 10) return `${fixed(seconds, 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** What is left of a job, rounded so that it does not flicker. */
export function timeLeft(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return "";
  return `${duration(Math.max(1, Math.ceil(seconds)))} left`.replace(".0 s", " s");
}

/** When the job behind one with so much left begins; to the minute, if it is longer than one. */
export function startsIn(seconds) {
  if (seconds === null) return "starts next";
  const minutes = Math.round(seconds / 60);
  const exact = seconds < 60 || minutes >= 60;
  return `starts in about ${exact ? timeLeft(seconds).replace(" left", "") : `${minutes} min`}`;
}
