// The loss of some logits step by step, as LossSteps.java works it out; no DOM.

import { loss as lossText } from "../shell/format.js";

const MINUS = "\u2212";
const FEWEST = 6;
const MOST = 15;

const signed = (number) => String(number).replace("-", MINUS);
const bracketed = (number) => (number < 0 ? `(${signed(number)})` : signed(number));
/** Without what binary fractions add to it. */
const difference = (a, b) => Number((a - b).toFixed(6));

/** @param {number[]} z */
export function lossSteps(z, label) {
  const largest = z.indexOf(Math.max(...z));
  const others = z.reduce((sum, each, c) => (c === largest ? sum : sum + Math.exp(each - z[largest])), 0);
  const exact = z[largest] - z[label] + Math.log1p(others);
  for (let digits = FEWEST; ; digits += 1) {
    const steps = withDigits(z, label, largest, digits);
    if (digits === MOST || lossText(steps.loss) === lossText(exact)) return steps;
  }
}

function withDigits(z, label, largest, digits) {
  const rounded = (number) => Number(number.toPrecision(digits));
  const text = (number) =>
    number !== 0 && number < 0.0001 ? signed(number.toExponential(digits - 1)) : String(rounded(number));
  const exponentials = z.map((each) => rounded(Math.exp(difference(each, z[largest]))));
  const others = rounded(exponentials.reduce((sum, each, c) => (c === largest ? sum : sum + each), 0));
  const logSum = rounded(Math.log1p(others));
  const probabilities = exponentials.map((each) => rounded(each / (1 + others)));
  const loss = difference(z[largest], z[label]) + logSum;
  const [m, y] = [signed(z[largest]), bracketed(z[label])];
  return {
    exponentials: exponentials.map(text),
    sum: text(rounded(1 + others)),
    probabilities,
    loss,
    lines: [
      `m = max z = ${m}, that of ${largest}; taken out of every logit, so that nothing overflows`,
      `S = Σ exp(z ${MINUS} m) = 1 + ${text(others)}, where the 1 is that of ${largest} itself`,
      `p(${label}) = exp(${signed(z[label])} ${MINUS} ${bracketed(z[largest])}) / S = ` +
        `${text(exponentials[label])} / (1 + ${text(others)}) = ${text(probabilities[label])}`,
      `loss = ${MINUS}ln p(${label}) = m ${MINUS} z + ln S = ${m} ${MINUS} ${y} + ln(1 + ${text(others)}) = ` +
        `${m} ${MINUS} ${y} + ${text(logSum)} = ${signed(lossText(loss))}`,
    ],
  };
}
