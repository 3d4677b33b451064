// The helm's log: requests to the run, by whom, and its answers; and the notes on record.

import { h, put } from "../lib/dom.js";
import { clock, whole } from "../lib/format.js";

export function helmPanel({ state }) {
  const list = h("div", { className: "body helm" });
  const element = h("section", { className: "sheet", ariaLabel: "On record" }, h("div", { className: "head" }, h("h2", {}, "On record")), list);
  let drawn = "";
  return {
    element,
    update() {
      const { answers, notes } = state.info;
      const text = JSON.stringify([answers.length, notes.length, answers.at(-1)?.id]);
      if (text === drawn) return;
      drawn = text;
      const entries = [
        ...answers.map((each) => ({ step: each.step, order: 1, element: h("div", { className: each.done ? "entry" : "entry refused" },
          h("div", {}, h("code", {}, each.control), " ", h("span", { className: "muted" }, `by ${each.by}, ${clock(each.at)}, step ${whole(each.step)}`)), h("div", {}, each.result)) })),
        ...notes.map((each) => ({ step: each.step, order: 0, element: h("div", { className: "small muted" }, `step ${whole(each.step)}: ${each.text}`) })),
      ].sort((a, b) => b.step - a.step || b.order - a.order);
      put(list, entries.length ? entries.map((entry) => entry.element) : h("p", { className: "muted" }, "No requests yet."));
    },
  };
}
