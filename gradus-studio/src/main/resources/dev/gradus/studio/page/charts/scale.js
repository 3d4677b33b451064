// Where values lie between 0 and 1: numbers by their size, words by their order.

const isNumber = (text) => text !== "" && Number.isFinite(Number(text));

/**
 * A scale over texts or numbers; logarithmic where all are positive and span more than a factor of 20.
 * Up to `most` distinct numbers are ticks themselves; of more, five even steps are.
 */
export function scale(values, most = 9) {
  const all = [...new Set(values.map(String))];
  if (!all.every(isNumber)) {
    return { ticks: all.map((text, i) => ({ at: all.length > 1 ? i / (all.length - 1) : 0.5, text })), at: (value) => (all.length > 1 ? all.indexOf(String(value)) / (all.length - 1) : 0.5) };
  }
  const numbers = all.map(Number);
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const logarithmic = low > 0 && high / low > 20;
  const map = logarithmic ? Math.log10 : (x) => x;
  const at = (value) => (high > low ? (map(Number(value)) - map(low)) / (map(high) - map(low)) : 0.5);
  const few = all.length <= most ? numbers : steps(low, high, logarithmic);
  return { ticks: few.map((number) => ({ at: at(number), text: short(number) })), at, logarithmic };
}

function steps(low, high, logarithmic) {
  const count = 5;
  return Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1);
    return logarithmic ? low * (high / low) ** share : low + (high - low) * share;
  });
}

function short(number) {
  return String(Number(number.toPrecision(3)));
}
