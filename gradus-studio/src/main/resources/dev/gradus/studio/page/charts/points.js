// Curves as the studio sends them: {x: [...], y: [...]}, from left to right.

export const NONE = { x: [], y: [] };

/** The last point at or before x; -1 if there is none. */
export function indexAt(points, x) {
  let low = 0;
  let high = points.x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points.x[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The value of the point nearest to x, unless it lies far outside. */
export function valueAt(points, x) {
  const before = indexAt(points, x);
  const after = before + 1;
  if (before < 0 && after >= points.x.length) return null;
  if (before < 0) return x < points.x[0] - 0.5 ? null : points.y[0];
  if (after >= points.x.length) return x > points.x[before] + 0.5 ? null : points.y[before];
  return x - points.x[before] <= points.x[after] - x ? points.y[before] : points.y[after];
}

/** Between two points of a planned curve, on the line. */
export function betweenAt(points, x) {
  const before = indexAt(points, x);
  if (before < 0 || before + 1 >= points.x.length) return valueAt(points, x);
  const share = (x - points.x[before]) / (points.x[before + 1] - points.x[before]);
  return points.y[before] + share * (points.y[before + 1] - points.y[before]);
}

export function mapX(points, map) {
  return { x: points.x.map(map), y: points.y };
}

export function last(points) {
  return points.y.length ? points.y[points.y.length - 1] : null;
}
