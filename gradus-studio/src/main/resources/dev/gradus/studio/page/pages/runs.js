// The table of runs.

import { get } from "../lib/api.js";
import { h, put, toast } from "../lib/dom.js";
import { listen } from "../lib/live.js";
import { keep, recall } from "../lib/prefs.js";
import { allColumns, bestColumns } from "./run-columns.js";

const FIRST = 200;

export function runsPage(main) {
  const chosen = new Set();
  let runs = [];
  let shown = FIRST;
  let filter = recall("runs.filter", "");
  let sort = recall("runs.sort", { key: "created", down: true });
  let columnKeys = recall("runs.columns", null);
  const rows = new Map();

  const search = h("input", {
    type: "search", placeholder: "Filter by name, state, tag or note", ariaLabel: "Filter runs", value: filter,
    oninput: () => { filter = search.value; keep("runs.filter", filter); draw(); },
  });
  const compare = h("button", { type: "button", className: "primary", disabled: true, onclick: () => { location.hash = `#/compare/${[...chosen].join(",")}`; } }, "Compare");
  const columnMenu = h("div", {});
  const head = h("tr", {});
  const body = h("tbody", {});
  const summary = h("p", { className: "sub" });
  const faults = h("div", { className: "stack" });
  const more = h("button", { type: "button", className: "hidden", onclick: () => { shown += FIRST; draw(); } }, "Show more");
  const empty = h("div", { className: "empty hidden" });

  put(main,
    h("div", { className: "page-head" }, h("h1", {}, "Runs"), h("span", { className: "grow" }), search,
      h("details", { className: "menu" }, h("summary", {}, "Columns"), columnMenu), compare, summary),
    faults,
    h("div", { className: "sheet scroll runs" }, h("table", {}, h("thead", {}, head), body), empty), more);

  const columns = () => {
    const all = allColumns(runs);
    const keys = columnKeys ?? bestColumns(all);
    return all.filter((column) => keys.includes(column.key));
  };

  function drawMenu() {
    const all = allColumns(runs);
    const keys = columnKeys ?? bestColumns(all);
    put(columnMenu, all.map((column) => h("label", { className: "check" },
      h("input", {
        type: "checkbox", checked: keys.includes(column.key), onchange: (event) => {
          const now = new Set(columnKeys ?? bestColumns(all));
          if (event.target.checked) now.add(column.key);
          else now.delete(column.key);
          columnKeys = [...now];
          keep("runs.columns", columnKeys);
          rows.clear();
          draw();
        },
      }), column.title)));
  }

  function fits(run) {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
    const text = [run.name, run.state, run.reason, run.note, ...(run.tags ?? [])].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  }

  function sorted() {
    const column = allColumns(runs).find((each) => each.key === sort.key);
    const value = column?.value ?? ((run) => run.created ?? 0);
    const empty = (x) => x === null || x === undefined || x === "";
    return runs.filter(fits).sort((a, b) => {
      const [x, y] = [value(a), value(b)];
      if (empty(x) || empty(y)) return empty(x) - empty(y);
      const order = typeof x === "string" ? x.localeCompare(String(y)) : x - y;
      return sort.down ? -order : order;
    });
  }

  function drawHead(all) {
    put(head, h("th", {}, h("span", { className: "visually-hidden" }, "Compare")), all.map((column) => {
      const here = sort.key === column.key;
      return h("th", { className: column.number ? "number" : "", "aria-sort": here ? (sort.down ? "descending" : "ascending") : "none", scope: "col" },
        h("button", {
          type: "button", onclick: () => {
            sort = { key: column.key, down: here ? !sort.down : Boolean(column.number) };
            keep("runs.sort", sort);
            draw();
          },
        }, column.title));
    }));
  }

  function row(run, all) {
    const pick = h("input", {
      type: "checkbox", ariaLabel: `Compare ${run.name}`, checked: chosen.has(run.id), onchange: (event) => {
        if (event.target.checked) chosen.add(run.id);
        else chosen.delete(run.id);
        drawCompare();
      },
    });
    return h("tr", {
      onclick: (event) => {
        if (!event.target.closest("a, input, button, label")) location.hash = `#/run/${run.id}`;
      },
    }, h("td", { className: "c-pick" }, pick), all.map((column) => h("td", { className: `c-${column.key.split(" ")[0]} ${column.number ? "number" : ""} ${column.className ?? ""}`, "data-label": column.label }, column.cell(run))));
  }

  function drawCompare() {
    compare.disabled = chosen.size < 2;
    compare.textContent = chosen.size ? `Compare ${chosen.size}` : "Compare";
  }

  function draw() {
    const all = columns();
    const fitting = sorted();
    drawHead(all);
    put(body, fitting.slice(0, shown).map((run) => {
      const now = JSON.stringify(run);
      const before = rows.get(run.id);
      if (before?.text === now) return before.element;
      const element = row(run, all);
      rows.set(run.id, { text: now, element });
      return element;
    }));
    more.classList.toggle("hidden", fitting.length <= shown);
    empty.classList.toggle("hidden", fitting.length > 0);
    put(empty, runs.length ? "No run fits the filter." : ["There are no runs here yet. Start one under ", h("a", { href: "#/new" }, "New run"), " or with ", h("code", {}, "gradus train"), "."]);
    drawCompare();
  }

  let busy = false;
  let again = false;
  async function load() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await get("/api/runs");
      const isFirst = !runs.length;
      runs = answer.runs;
      const live = runs.filter((run) => run.state === "training" || run.state === "paused").length;
      summary.textContent = `${runs.length} run${runs.length === 1 ? "" : "s"} in ${answer.studio.folder}${live ? `, ${live} live` : ""}${answer.studio.readOnly ? ", read only" : ""}`;
      put(faults, answer.faults.map((fault) => h("p", { className: "note bad" }, fault)));
      if (isFirst || !columnMenu.closest("details").open) drawMenu();
      if (!body.contains(document.activeElement) || document.activeElement.type === "checkbox") draw();
    } catch (fault) {
      toast(fault.message, true);
    }
    busy = false;
    if (again) {
      again = false;
      setTimeout(load, 1000);
    }
  }

  load();
  return listen(load);
}
