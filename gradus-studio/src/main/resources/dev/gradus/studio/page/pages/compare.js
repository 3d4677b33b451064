// Several runs over each other, what differs in their recipes, and their family.

import { get } from "../lib/api.js";
import { Chart, short } from "../charts/chart.js";
import { mapX } from "../charts/points.js";
import { h, put } from "../lib/dom.js";
import { number, stateWord, whole } from "../lib/format.js";
import { listen } from "../lib/live.js";
import { keep, recall } from "../lib/prefs.js";
import { onTheme, runColor, runDash } from "../lib/theme.js";
import { lineage } from "../panels/lineage.js";

const AXES = { step: "step", epoch: "epoch", time: "training time" };

export function comparePage(main, argument) {
  let ids = argument ? argument.split(",").filter(Boolean) : [];
  let axis = recall("compare.axis", "step");
  let answer = null;
  let runs = [];
  let over = false;
  let zoom = null;
  let emphasized = null;
  const charts = new Map();
  const area = h("div", { className: "charts" });
  const differences = h("div", { className: "sheet scroll" });
  const tree = h("div", { className: "sheet" });
  const picker = h("div", {});
  const axes = h("select", { ariaLabel: "Compare by", onchange: () => { axis = axes.value; zoom = null; keep("compare.axis", axis); draw(); } }, Object.entries(AXES).map(([key, text]) => h("option", { value: key, selected: key === axis }, `by ${text}`)));
  const empty = h("p", { className: "empty" }, "Choose runs to compare.");
  const damages = h("div", { className: "stack" });
  const picked = h("p", { className: "small muted", role: "status" });
  put(main, h("div", { className: "page-head" }, h("h1", {}, "Compare"), h("span", { className: "grow" }), axes, h("details", { className: "menu" }, h("summary", {}, "Runs"), picker)), empty, damages, picked, area, h("div", { style: { height: ".9rem" } }), differences, h("div", { style: { height: ".9rem" } }), tree);

  const place = (run) => {
    if (axis === "epoch" && run.stepsPerEpoch) return (x) => x / run.stepsPerEpoch;
    if (axis === "time" && run.steps) return (x) => (x * run.seconds) / run.steps;
    return (x) => x;
  };

  function draw() {
    if (over || !answer) return;
    const names = new Set(answer.runs.flatMap((run) => Object.keys(run.curves)));
    const order = ["loss", ...[...names].filter((name) => name.startsWith("validation ")).sort(), "rate", "norm"].filter((name) => names.has(name));
    const most = Math.max(1, ...answer.runs.map((run) => place(run)(run.steps)));
    for (const name of order) {
      let chart = charts.get(name);
      if (!chart) {
        chart = new Chart({ title: { loss: "Training loss, smoothed", rate: "Learning rate", norm: "Gradient norm" }[name] ?? name[0].toUpperCase() + name.slice(1), height: name === "loss" ? 260 : 190, sync: "compare", onZoom: (from, to) => { zoom = [from, to]; draw(); }, onReset: () => { zoom = null; draw(); }, xLabel: (x) => `${AXES[axis]} ${axis === "step" ? whole(x) : number(x, 3)}`, xAxis: short });
        charts.set(name, chart);
        area.append(chart.element);
      }
      const curves = answer.runs.map((run, index) => ({ run, index })).filter(({ run }) => run.curves[name]).map(({ run, index }) => ({
        name: run.name, points: mapX(run.curves[name], place(run)), color: runColor(index), dash: runDash(index), width: emphasized === run.id ? 4 : 2, dots: name.startsWith("validation "), title: "Click to highlight this run", picked: emphasized === run.id, onPick: () => { emphasized = emphasized === run.id ? null : run.id; draw(); },
      }));
      chart.show({ curves, from: zoom?.[0] ?? 0, to: zoom?.[1] ?? most, marks: [] });
    }
    put(differences, h("div", { className: "head" }, h("h2", {}, "What differs")), answer.differences.length ? h("table", {}, h("thead", {}, h("tr", {}, h("th", {}), answer.runs.map((run, index) => h("th", { scope: "col" }, h("a", { href: `#/run/${run.id}`, style: { color: runColor(index) } }, run.name))))), h("tbody", {}, answer.differences.map((each) => h("tr", {}, h("th", { scope: "row" }, each.key), each.values.map((value) => h("td", { className: "mono" }, value || "–")))))) : h("p", { className: "body muted" }, "Their recipes are equal."));
    const chosen = answer.runs.find((run) => run.id === emphasized);
    put(damages, answer.runs.filter((run) => run.damage).map((run) => h("p", { className: "note bad" }, `${run.name}: ${run.damage}`)));
    put(picked, chosen ? ["Highlighted: ", h("a", { href: `#/run/${chosen.id}` }, chosen.name)] : "Click a line to highlight its run.");
    const first = runs.find((run) => run.id === ids[0]);
    const drawn = first && lineage(runs, first, ids[0]);
    tree.classList.toggle("hidden", !drawn);
    put(tree, h("div", { className: "head" }, h("h2", {}, "Family")), h("div", { className: "body" }, drawn));
  }

  async function load() {
    if (over) return;
    const list = await get("/api/runs");
    runs = list.runs;
    put(picker, runs.slice(0, 100).map((run) => h("label", { className: "check" }, h("input", {
      type: "checkbox", checked: ids.includes(run.id), onchange: (event) => {
        ids = event.target.checked ? [...ids, run.id] : ids.filter((id) => id !== run.id);
        history.replaceState(null, "", `#/compare/${ids.join(",")}`);
        zoom = null;
        for (const chart of charts.values()) { chart.end(); chart.element.remove(); }
        charts.clear();
        load();
      },
    }), `${run.name} (${stateWord(run)})`)));
    const known = ids.filter((id) => runs.some((run) => run.id === id));
    empty.classList.toggle("hidden", known.length > 0);
    for (const each of [differences, tree]) each.classList.toggle("hidden", !known.length);
    if (!known.length) return;
    try {
      answer = await get("/api/compare", { ids: known.join(","), width: Math.max(300, area.clientWidth - 90) });
      draw();
    } catch (fault) {
      empty.textContent = fault.message;
      empty.classList.remove("hidden");
    }
  }

  let timer = null;
  const quit = [
    listen((news) => {
      if (!timer && news.changed.some((each) => ids.includes(each.id))) timer = setTimeout(() => { timer = null; load(); }, 1000);
    }),
    onTheme(draw),
  ];
  load();
  return () => {
    over = true;
    clearTimeout(timer);
    quit.forEach((end) => end());
    for (const chart of charts.values()) chart.end();
  };
}
