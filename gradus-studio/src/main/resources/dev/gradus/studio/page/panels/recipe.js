// What the run was started with.

import { h, put } from "../lib/dom.js";

export function recipePanel({ state }) {
  const table = h("tbody", {});
  const element = h("details", { className: "sheet" }, h("summary", { className: "head", style: { cursor: "pointer" } }, h("h2", { style: { display: "inline" } }, "Recipe")), h("div", { className: "body scroll" }, h("table", {}, table)));
  let filled = false;
  return {
    element,
    update() {
      if (filled) return;
      filled = true;
      put(table, Object.entries(state.info.configuration).map(([name, value]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", { className: "mono" }, typeof value === "object" ? JSON.stringify(value) : String(value)))));
    },
  };
}
