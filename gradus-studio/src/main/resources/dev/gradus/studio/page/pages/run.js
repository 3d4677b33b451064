// One run: its charts, and beside them everything that can be asked of it.

import { get } from "../lib/api.js";
import { h, put } from "../lib/dom.js";
import { duration, measure, number, percent, whole } from "../lib/format.js";
import { listen } from "../lib/live.js";
import { keep, recall } from "../lib/prefs.js";
import { onTheme } from "../lib/theme.js";
import { RunCharts } from "./run-charts.js";
import { sameBadge, stateBadge } from "./run-columns.js";
import { steerPanel } from "../panels/steer.js";
import { whyPanel } from "../panels/why.js";
import { helmPanel } from "../panels/helm.js";
import { branchPanel } from "../panels/branch.js";
import { finderPanel } from "../panels/finder.js";
import { notePanel } from "../panels/note.js";
import { resultPanel } from "../panels/result.js";
import { recipePanel } from "../panels/recipe.js";

const REFRESH_MILLIS = 500;

export function runPage(main, id) {
  const state = { id, info: null, row: null, series: null, readOnly: false, starts: false };
  const title = h("h1", {});
  const badges = h("span", { className: "row tight" });
  const sub = h("span", { className: "sub" });
  const facts = h("div", { className: "facts" });
  const warnings = h("div", { className: "stack" });
  let over = false;

  const why = whyPanel(id);
  const charts = new RunCharts({
    onCursor: (x) => why.at(Math.max(0, Math.round(x))),
    onWindow: (window) => { keep(`view.${id}`, window); refresh(); },
    window: recall(`view.${id}`, { kind: "whole" }),
  });
  const context = { state, charts, reload: () => reload() };
  const panels = [steerPanel(context), why, helmPanel(context), finderPanel(context), branchPanel(context), resultPanel(context), notePanel(context), recipePanel(context)];

  const body = h("div", { className: "run" }, charts.element, h("aside", { className: "side", ariaLabel: "Steering and explanations" }, panels.map((panel) => panel.element)));

  put(main,
    h("div", { className: "page-head" }, title, badges, h("span", { className: "grow" }), charts.toolbar, sub),
    warnings, facts, body);

  function showBody(isShown) {
    for (const part of [body, charts.toolbar]) part.classList.toggle("hidden", !isShown);
  }

  function failed(fault) {
    if (over) return;
    showBody(state.info !== null);
    put(warnings, h("p", { className: "note bad" }, fault.message, state.info ? null : [". ", h("a", { href: "#/" }, "All runs")]));
  }

  async function refresh() {
    if (over) return;
    try {
      const series = await get("/api/run/series", { id, width: charts.width(), ...charts.query(state.series) });
      if (over) return;
      state.series = series;
      charts.show(series);
      drawFacts();
    } catch (fault) {
      failed(fault);
    }
  }

  async function reload() {
    if (over) return;
    try {
      const [info, runs] = await Promise.all([get("/api/run", { id }), get("/api/runs")]);
      if (over) return;
      state.info = info;
      state.row = runs.runs.find((run) => run.id === id) ?? {};
      state.runs = runs.runs;
      state.readOnly = runs.studio.readOnly;
      state.starts = runs.studio.starts;
      drawHead();
      drawFacts();
      for (const panel of panels) panel.update?.();
    } catch (fault) {
      failed(fault);
    }
  }

  function drawHead() {
    const { info, row } = state;
    document.title = `${info.name} · Gradus Studio`;
    showBody(true);
    title.textContent = info.name;
    put(badges, stateBadge(row), sameBadge(row), (row.tags ?? []).map((tag) => h("span", { className: "tag" }, tag)));
    const data = info.configuration.data;
    const parts = [info.configuration.model, info.configuration.optimizer, info.backend && `${info.backend} · ${info.precision} · ${info.threads} thread${info.threads === 1 ? "" : "s"}`].filter(Boolean);
    put(sub, data ? [h("span", { title: data }, data.startsWith("/") ? data.split("/").at(-1) : data), "  ·  "] : null, parts.join("  ·  "), row.parent ? [" · forked from ", parentLink(state.runs, row.parent)] : null);
    put(warnings,
      row.state === "unreadable" ? h("p", { className: "note bad" }, `The record of this run cannot be read: ${row.detail}`) : null,
      info.damage ? h("p", { className: "note bad" }, info.damage) : null,
      row.state === "ended" && row.reason === "diverged" ? h("p", { className: "note bad" }, info.detail ?? "The loss was not finite.") : null,
      row.state === "killed" ? h("p", { className: "note" }, row.detail ? `The end of this run is not on record: ${row.detail}.` : `The process of this run was killed at step ${whole(info.next)}. Resume it from its last checkpoint below.`) : null,
      row.state === "elsewhere" ? h("p", { className: "note" }, "The record grows, but no process of this machine holds it: it is trained on another machine that shares this folder. It can be watched here, not steered.") : null,
      info.unplanned ? h("p", { className: "note" }, `The plan cannot be drawn: ${info.unplanned}`) : null);
  }

  function drawFacts() {
    const { series, row, info } = state;
    if (!series || !row || !info) return;
    const c = series.curves;
    const left = row.state === "training" && row.step > 1 ? (row.seconds / row.step) * (series.end - series.next) : null;
    const validated = Object.entries(row.metrics ?? {}).filter(([name]) => name.startsWith("validation ")).map(([name, range]) => [name.slice("validation ".length), range.best ?? range.last]);
    put(facts,
      group("Progress", [
        ["step", `${whole(series.next)} / ${whole(series.end)}`],
        series.end && ["done", percent(Math.min(1, series.next / series.end))],
        info.stepsPerEpoch && ["epoch", number(series.next / info.stepsPerEpoch, 3)],
        left !== null ? ["left, about", duration(left)] : ["trained for", duration(row.seconds)],
        series.read < 1 && ["of the record read", percent(series.read)],
      ]),
      group("Newest step", [
        c.smoothed && ["loss, smoothed", number(c.smoothed.y.at(-1))],
        c.rate && ["learning rate", number(c.rate.y.at(-1))],
      ]),
      group("Validation, best", scores(Object.fromEntries(validated), info.configuration.classes)),
      group("Test", scores(row.test ?? {}, info.configuration.classes)));
  }

  let timer = null;
  let stale = false;
  async function changed() {
    if (timer) { stale = true; return; }
    timer = setTimeout(async () => {
      await Promise.all([refresh(), reload()]);
      timer = null;
      if (stale) { stale = false; changed(); }
      else if (state.series?.read < 1) changed();
    }, REFRESH_MILLIS);
  }

  const quit = [
    listen((news) => { if (news.changed.some((each) => each.id === id) || news.gone) changed(); }),
    onTheme(() => state.series && charts.show(state.series)),
  ];
  refresh().then(reload).then(() => state.series?.read < 1 && changed());
  return () => {
    over = true;
    quit.forEach((end) => end());
    clearTimeout(timer);
    charts.end();
    panels.forEach((panel) => panel.end?.());
  };
}

const FIRST = ["loss", "accuracy", "meanAbsoluteError", "rootMeanSquaredError", "rSquared", "majorityShare", "deviation"];

/** Facts that belong together, under one title; nothing if there are none. */
function group(title, facts) {
  const known = facts.filter(Boolean);
  return known.length ? h("section", { className: "group", ariaLabel: title }, h("h2", {}, title),
    h("div", {}, known.map(([name, value]) => h("div", { className: "fact" }, h("b", {}, value), h("span", {}, name))))) : null;
}

/** What was measured, the usual scores first, without a log loss that is the loss. */
function scores(measured, classes) {
  const place = (name) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
  return Object.entries(measured)
    .filter(([name, value]) => name !== "logLoss" || number(value) !== number(measured.loss))
    .sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b))
    .map(([name, value]) => [measure(name, classes), number(value)]);
}

export function parentLink(runs, parent) {
  const [name, step] = [parent.slice(0, parent.lastIndexOf("@")), parent.slice(parent.lastIndexOf("@") + 1)];
  const found = (runs ?? []).find((run) => run.name === name);
  const text = `${name} at step ${step}`;
  return found ? h("a", { href: `#/run/${found.id}` }, text) : text;
}
