// The columns that the table of runs can have.

import { h } from "../lib/dom.js";
import { ago, duration, measure, number, percent, stateTitle, stateWord, whole } from "../lib/format.js";

const KINDS = { last: "last", least: "min", greatest: "max", best: "best" };

export function stateBadge(run) {
  const kind = run.state === "ended" ? run.reason : run.state;
  return h("span", { className: `badge ${kind ?? ""}`, title: stateTitle(run) }, stateWord(run));
}

export function sameBadge(run) {
  if (!run.same) return null;
  return h("span", { className: "badge same", title: `It ended with the same bits as ${run.same}` }, "= same bits");
}

export function damageBadge(run) {
  return run.damage ? h("span", { className: "badge diverged", title: run.damage }, "damaged") : null;
}

const FIXED = [
  { key: "state", title: "State", value: (run) => stateWord(run), cell: (run) => stateBadge(run) },
  {
    key: "name", title: "Run", value: (run) => run.name,
    cell: (run) => [h("a", { href: `#/run/${run.id}`, title: run.name }, run.name), " ", sameBadge(run), " ", damageBadge(run)],
  },
  {
    key: "progress", title: "Progress", number: true, value: (run) => (run.end ? run.step / run.end : null),
    cell: (run) => (run.end ? h("span", { title: `step ${whole(run.step)} of ${whole(run.end)}` },
      h("span", { className: "progress", role: "progressbar", ariaValueNow: Math.floor(100 * run.step / run.end), ariaLabel: "done" }, h("i", { style: { width: `${Math.min(100, 100 * run.step / run.end)}%` } })),
      ` ${percent(Math.min(1, run.step / run.end))}`) : "–"),
  },
  { key: "step", title: "Step", label: "step", number: true, value: (run) => run.step, cell: (run) => whole(run.step) },
  { key: "rate", title: "Rate now", label: "rate", number: true, value: (run) => run.rate, cell: (run) => number(run.rate) },
  { key: "parent", title: "Parent", value: (run) => run.parent, cell: (run) => run.parent || "" },
  {
    key: "tags", title: "Tags", value: (run) => (run.tags ?? []).join(" "),
    cell: (run) => (run.tags ?? []).map((tag) => [h("span", { className: "tag", title: tag }, tag), " "]),
  },
  { key: "note", title: "Note", className: "note-cell", value: (run) => run.note, cell: (run) => h("span", { title: run.note }, run.note ?? "") },
  { key: "time", title: "Trained for", number: true, value: (run) => run.seconds, cell: (run) => duration(run.seconds) },
  { key: "created", title: "Started", className: "nowrap", value: (run) => run.created, cell: (run) => (run.created ? h("span", { title: new Date(run.created).toLocaleString("en") }, ago(run.created)) : "") },
];

/** Every column there is, those of metrics after the fixed ones. */
export function allColumns(runs) {
  const metrics = new Set();
  const tests = new Set();
  for (const run of runs) {
    Object.keys(run.metrics ?? {}).forEach((name) => metrics.add(name));
    Object.keys(run.test ?? {}).forEach((name) => tests.add(name));
  }
  const columns = [...FIXED];
  for (const name of [...metrics].sort()) {
    for (const [kind, word] of Object.entries(KINDS)) {
      if (name === "loss" && kind === "best") continue;
      const value = (run) => run.metrics?.[name]?.[kind];
      columns.push({ key: `metric ${kind} ${name}`, title: `${measure(name)}, ${word}`, label: `${measure(name)} ${word}`, number: true, value, cell: (run) => number(value(run)) });
    }
  }
  for (const name of [...tests].sort()) {
    const value = (run) => run.test?.[name];
    columns.push({ key: `test ${name}`, title: `test ${measure(name)}`, label: `test ${measure(name)}`, number: true, value, cell: (run) => number(value(run)) });
  }
  return columns;
}

/** Those that are shown to somebody who has not chosen. */
export function bestColumns(all) {
  const wanted = ["state", "name", "progress", "rate", "metric last loss", "metric best validation loss", "metric best validation accuracy", "test accuracy", "tags", "created"];
  return all.map((column) => column.key).filter((key) => wanted.includes(key));
}
