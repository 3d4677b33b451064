// What the trained network makes of its data, once the run is over: measured in a process of its own.

import { post } from "../lib/api.js";
import { h, put, toast } from "../lib/dom.js";
import { number, whole } from "../lib/format.js";

export function resultPanel({ state }) {
  const body = h("div", { className: "body stack" });
  const element = h("section", { className: "sheet hidden", ariaLabel: "Result" }, h("div", { className: "head" }, h("h2", {}, "Result")), body);
  const result = h("div", { className: "scroll" });
  const button = h("button", { type: "button", onclick: () => measure() }, "Measure and show the confusion matrix");
  let ready = false;

  async function measure() {
    button.disabled = true;
    put(result, h("p", { className: "muted" }, "being measured …"));
    try {
      let answer = await post("/api/run/measure", { id: state.id });
      while (answer.running) answer = await post("/api/run/measure", { id: state.id });
      draw(JSON.parse(answer.json.slice(answer.json.indexOf("{"))));
    } catch (fault) {
      put(result);
      toast(fault.message, true);
    }
    button.disabled = false;
  }

  function draw(measured) {
    const numbers = Object.entries(measured).filter(([, value]) => typeof value === "number");
    const { confusion } = measured;
    const names = Array.isArray(measured.classes) ? measured.classes : confusion?.map((_, i) => String(i)) ?? [];
    const most = confusion ? Math.max(...confusion.flat()) : 1;
    put(result, h("p", {}, numbers.map(([name, value]) => `${name} ${name === "examples" ? whole(value) : number(value)}`).join(" · ")),
      confusion ? h("table", { className: "confusion" }, h("caption", { className: "small muted" }, "Rows: true class. Columns: predicted class."),
        h("thead", {}, h("tr", {}, h("th", {}), names.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, confusion.map((row, i) => h("tr", {}, h("th", { scope: "row" }, names[i]), row.map((count, j) => h("td", {
          style: { background: `color-mix(in srgb, ${i === j ? "var(--good)" : "var(--bad)"} ${count ? Math.round(12 + 60 * Math.sqrt(count / most)) : 0}%, transparent)` },
        }, count ? whole(count) : "")))))) : null);
  }
  return {
    element,
    update() {
      const over = state.row.state === "ended" && state.starts && !state.readOnly;
      element.classList.toggle("hidden", !over);
      if (over && !ready) {
        ready = true;
        put(body, h("div", { className: "row" }, button), h("p", { className: "small muted" }, "Starts gradus evaluate on the data of the run."), result);
      }
    },
  };
}
