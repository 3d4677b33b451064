// The sweeps of the folder: what was varied, how each point did, and which is the best.

import { get } from "../lib/api.js";
import { debounce, field, h, put, toast } from "../lib/dom.js";
import { ago, measure, number, whole } from "../lib/format.js";
import { onTheme } from "../lib/theme.js";
import { parallelChart, settingChart } from "../charts/sweep-charts.js";

const LOOK = 2000;

export function sweepsPage(main, id) {
  return id ? oneSweep(main, id) : allSweeps(main);
}

function allSweeps(main) {
  const list = h("tbody", {});
  const empty = h("div", { className: "empty hidden" }, "There are no sweeps in this folder. Start one with ", h("code", {}, 'gradus sweep --over "lr=log(1e-3, 1, 9)"'), ".");
  put(main, h("div", { className: "page-head" }, h("h1", {}, "Sweeps")),
    h("div", { className: "sheet scroll" }, h("table", {}, h("thead", {}, h("tr", {}, ["Sweep", "Last result"].map((name) => h("th", { scope: "col" }, name)))), list), empty));
  return repeat(async () => {
    const { sweeps } = await get("/api/sweeps");
    empty.classList.toggle("hidden", sweeps.length > 0);
    put(list, sweeps.map((sweep) => h("tr", {}, h("td", {}, h("a", { href: `#/sweeps/${sweep.id}` }, sweep.name)), h("td", { className: "muted" }, ago(sweep.changed)))));
  });
}

function oneSweep(main, id) {
  const title = h("h1", {}, "…");
  const facts = h("p", { className: "sub" });
  const metric = h("select", { ariaLabel: "Metric", onchange: () => look().catch((fault) => toast(fault.message, true)) });
  const axis = h("select", { ariaLabel: "Setting", onchange: () => draw() });
  const charts = h("div", { className: "charts" });
  const head = h("tr", {});
  const body = h("tbody", {});
  let sweep;
  let seen = "";
  put(main, h("div", { className: "page-head" }, title, h("span", { className: "grow" }), field("Metric", metric), field("Setting", axis), facts),
    h("div", { className: "stack" }, charts, h("div", { className: "sheet scroll points" }, h("table", {}, h("thead", {}, head), body))));

  const options = (select, names, first) => {
    const chosen = names.includes(select.value) ? select.value : names.includes(first) ? first : names[0];
    put(select, names.map((name) => h("option", { value: name, selected: name === chosen }, name)));
  };

  function draw() {
    const by = sweep.metric;
    const best = sweep.points.find((point) => point.point === sweep.best) ?? null;
    const width = Math.max(280, Math.round(charts.clientWidth) - 20);
    put(charts, best ? [settingChart(width, sweep.points, axis.value, by, best), sweep.axes.length > 1 ? parallelChart(width, sweep.points, sweep.axes, by, best) : null] : null);
    put(head, ["Rank", "Point", ...sweep.axes, measure(by), "Seeds", "Steps", ""].map((name) => h("th", { scope: "col", className: sweep.axes.includes(name) || !name ? "" : "number" }, name)));
    put(body, sweep.points.map((point, i) => row(point, i, point === best)));
  }

  function row(point, i, isBest) {
    const spread = point.values.length > 1 ? ` (${number(Math.min(...point.values))} … ${number(Math.max(...point.values))})` : "";
    const cell = (label, className, ...content) => h("td", { className, "data-label": label }, content);
    return h("tr", {}, cell("Rank", "number", String(i + 1)), cell("Point", "number", String(point.point)),
      sweep.axes.map((name) => cell(name, "mono", point.settings[name])),
      cell(measure(sweep.metric), "number", h(isBest ? "b" : "span", {}, number(point.mean)), h("span", { className: "muted small" }, spread)),
      cell("Seeds", "number", String(point.runs)), cell("Steps", "number", whole(point.steps)),
      h("td", {}, isBest ? h("span", { className: "badge same" }, "best") : point.trouble ? h("span", { className: "badge diverged", title: point.trouble }, "failed") : ""));
  }

  const resized = debounce(150, () => sweep && draw());
  addEventListener("resize", resized);
  const endTheme = onTheme(() => sweep && draw());
  async function look() {
    const answer = await get("/api/sweep", metric.value ? { id, metric: metric.value } : { id });
    const text = JSON.stringify(answer);
    if (text === seen) return;
    seen = text;
    sweep = answer;
    title.textContent = answer.name;
    document.title = `${answer.name} · Gradus Studio`;
    facts.textContent = `${answer.trained} point${answer.trained === 1 ? "" : "s"} trained${answer.live ? ", more to come" : ""} · ${answer.seeds} seed${answer.seeds === 1 ? "" : "s"} each · its runs: gradus studio ${answer.trials}`;
    options(metric, answer.metrics, answer.metric);
    options(axis, answer.axes, answer.axes[0]);
    draw();
  }

  const endLooking = repeat(look);
  return () => {
    removeEventListener("resize", resized);
    endTheme();
    endLooking();
  };
}

/** Refreshes from time to time while the page is visible. */
function repeat(look) {
  let over = false;
  let told = "";
  const next = async () => {
    if (over) return;
    try {
      if (!document.hidden) await look();
      told = "";
    } catch (fault) {
      if (fault.message !== told) toast(fault.message, true);
      told = fault.message;
    }
    if (!over) setTimeout(next, LOOK);
  };
  next();
  return () => { over = true; };
}
