// Probabilities on the scale of their log-odds, log(p / (1 - p)); no DOM.

/** 8.52 -> "99.98 %"; as many nines as are known, and never rounded up to 100. */
export function sureness(logOdds, mostDecimals = 10) {
  const rest = 1 / (1 + Math.exp(logOdds));
  const decimals = Math.max(2, Math.min(Math.ceil(-Math.log10(rest)) - 1, mostDecimals));
  const scale = 10 ** decimals;
  const percent = Math.min(Math.floor(100 * (1 - rest) * scale), 100 * scale - 1) / scale;
  return `${percent.toFixed(decimals)}\u2009%`;
}

/** Log-odds of round probabilities within a range: 0.1 %, 1 %, 10 %, 50 %, 90 %, 99 %, 99.9 % and so on. */
export function roundLogOdds(min, max) {
  const all = [{ value: 0, label: "50\u2009%" }];
  for (let nines = 1; nines <= 14; nines += 1) {
    const value = Math.log(10 ** nines - 1);
    const rest = 10 ** (2 - nines);
    all.push({ value, label: `${(100 - rest).toFixed(Math.max(0, nines - 2))}\u2009%` });
    all.push({ value: -value, label: nines <= 5 ? `${rest.toFixed(Math.max(0, nines - 2))}\u2009%` : `1e-${nines}` });
  }
  return all.filter(({ value }) => value >= min && value <= max).sort((a, b) => a.value - b.value);
}
