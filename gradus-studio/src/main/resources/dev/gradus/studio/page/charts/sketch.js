// A small picture of a plan before and after a change.

import { svg } from "../lib/dom.js";
import { colors } from "../lib/theme.js";

const WIDTH = 150;
const HEIGHT = 60;

export function sketch({ before, after }) {
  const xs = [...before.x, ...after.x];
  const [from, to] = [Math.min(...xs), Math.max(...xs)];
  const most = Math.max(...before.y, ...after.y, 1e-300);
  const path = (points) => points.x.map((x, i) => `${i ? "L" : "M"}${(2 + ((x - from) / (to - from || 1)) * (WIDTH - 4)).toFixed(1)} ${(HEIGHT - 3 - (points.y[i] / most) * (HEIGHT - 8)).toFixed(1)}`).join("");
  const ink = colors();
  const line = (points, color, dash, width) => svg("path", { d: path(points), fill: "none", stroke: color, "stroke-width": width, "stroke-dasharray": dash });
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: "100%", height: HEIGHT, "aria-hidden": "true" },
    line(before, ink.now, "3 3", 1.5), line(after, ink.vermilion, null, 2.2));
}
