// The tree of forks that a run belongs to.

import { h, svg } from "../lib/dom.js";
import { colors } from "../lib/theme.js";
import { stateWord, whole } from "../lib/format.js";

const ROW = 30;
const INDENT = 22;

const parentName = (run) => (run.parent ? run.parent.slice(0, run.parent.lastIndexOf("@")) : "");
const parentStep = (run) => Number(run.parent.slice(run.parent.lastIndexOf("@") + 1));

export function family(runs, row) {
  const byName = new Map(runs.map((run) => [run.name, run]));
  let root = row;
  const seen = new Set();
  while (root.parent && byName.has(parentName(root)) && !seen.has(root.name)) {
    seen.add(root.name);
    root = byName.get(parentName(root));
  }
  const rows = [];
  const visit = (run, depth) => {
    if (rows.length > 60 || rows.some((each) => each.run === run)) return;
    rows.push({ run, depth });
    runs.filter((each) => each.parent && parentName(each) === run.name)
      .sort((a, b) => parentStep(a) - parentStep(b))
      .forEach((each) => visit(each, depth + 1));
  };
  visit(root, 0);
  return rows;
}

/** Draws the tree, unless the run has no relations. */
export function lineage(runs, row, hereId) {
  const rows = family(runs, row);
  if (rows.length < 2) return null;
  const ink = colors();
  const at = new Map(rows.map(({ run }, index) => [run.name, index]));
  const x = (depth) => 10 + depth * INDENT;
  const y = (index) => 16 + index * ROW;
  const links = rows.filter(({ run, depth }) => depth > 0).map(({ run, depth }) => {
    const parent = at.get(parentName(run));
    const child = at.get(run.name);
    return svg("path", { d: `M${x(depth - 1)} ${y(parent) + 6} V${y(child) - 8} Q${x(depth - 1)} ${y(child)} ${x(depth - 1) + 8} ${y(child)} H${x(depth) - 6}` });
  });
  const nodes = rows.map(({ run, depth }, index) => svg("a", { href: `#/run/${run.id}` },
    svg("circle", { cx: x(depth), cy: y(index), r: 5.5, fill: run.id === hereId ? ink.blue : "none", stroke: ink.blue, "stroke-width": 2 }),
    svg("text", { x: x(depth) + 12, y: y(index) + 4, "font-weight": run.id === hereId ? 700 : 400 }, run.name,
      svg("tspan", { class: "dim", dx: 8 }, [run.parent ? `from ${whole(parentStep(run))}` : "", stateWord(run)].filter(Boolean).join(", ")))));
  const letters = Math.max(...rows.map(({ run, depth }) => 3 * depth + run.name.length + (run.parent ? 14 : 0) + stateWord(run).length));
  return h("div", { className: "scroll" }, h("h3", {}, "Family"), svg("svg", { class: "lineage", height: y(rows.length), width: "100%", style: { minWidth: `${40 + 7 * letters}px` }, role: "group", "aria-label": "Tree of forks" }, links, nodes));
}
