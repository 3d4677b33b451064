// Where values lie between 0 and 1: numbers by their size, words by their order.

const isNumber = (text) => text !== "" && Number.isFinite(Number(text));

/**
 * A scale over texts or numbers; logarithmic where all are positive and span more than a factor of 20.
 * Up to `most` distinct numbers are ticks themselves; of more, round numbers between them are.
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
  return { ticks: named(few).map(([number, text]) => ({ at: at(number), text })), at, logarithmic };
}

const FEWEST = 3;
const MOST = 7;

/** Round numbers from low to high: the finest kind of which there are not too many. */
function steps(low, high, logarithmic) {
  const kinds = logarithmic ? [[1, 2, 5], [1, 3], [1]].map((parts) => decades(low, high, parts)) : [1, 2, 5, 10].map((part) => evenly(low, high, part * 10 ** Math.floor(Math.log10((high - low) / MOST))));
  const coarsest = kinds.at(-1);
  const fit = kinds.find((ticks) => ticks.length <= MOST) ?? coarsest.filter((_, i) => i % Math.ceil(coarsest.length / MOST) === 0);
  return fit.length >= FEWEST ? fit : [low, (low + high) / 2, high];
}

function decades(low, high, parts) {
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) ticks.push(...parts.map((part) => part * 10 ** power));
  return ticks.filter((tick) => tick >= low && tick <= high);
}

function evenly(low, high, step) {
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, i) => (first + i) * step);
}

/** With three digits, or with more where those do not tell the numbers apart. */
function named(numbers) {
  const digits = [3, 6, 12].find((count) => new Set(numbers.map((number) => number.toPrecision(count))).size === new Set(numbers).size) ?? 17;
  return numbers.map((number) => [number, String(Number(number.toPrecision(digits)))]);
}
