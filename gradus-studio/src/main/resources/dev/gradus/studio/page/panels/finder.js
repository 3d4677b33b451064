// Searches for a learning rate: the sweep with every rule's suggestion; one click takes one.

import { Chart } from "../charts/chart.js";
import { h, put } from "../lib/dom.js";
import { number, whole } from "../lib/format.js";
import { colors } from "../lib/theme.js";

export function finderPanel(context) {
  const { state } = context;
  const body = h("div", { className: "body stack" });
  const element = h("section", { className: "sheet hidden", ariaLabel: "Finder" }, h("div", { className: "head" }, h("h2", {}, "Finder")), body);
  const chart = new Chart({ title: "Loss over the learning rate", height: 170, xAxis: (x) => number(10 ** x, 2), xLabel: (x) => `rate ${number(10 ** x, 3)}` });
  chart.element.className = "chart";
  let drawn = "";

  return {
    element,
    update() {
      const last = state.info.answers.filter((each) => each.found?.rates).at(-1);
      element.classList.toggle("hidden", !last);
      if (!last || last.id === drawn) return;
      drawn = last.id;
      const { rates, losses, suggestions, rule } = last.found;
      const ink = colors();
      const x = rates.map(Math.log10);
      chart.show({ curves: [{ name: "loss", points: { x, y: losses }, color: ink.blue, width: 2 }], from: x[0], to: x.at(-1), marks: suggestions.filter((each) => each.rate !== null).map((each) => ({ step: Math.log10(each.rate), text: each.rule })) });
      put(body, h("p", { className: "small muted" }, `A sweep on copies of the run at step ${whole(last.step)}.`), chart.element,
        h("table", {}, h("tbody", {}, suggestions.map((each) => h("tr", {},
          h("td", {}, each.rule, each.rule === rule ? h("span", { className: "badge same", title: "The rule that suits this run's schedule" }, "suits") : null),
          h("td", { className: "number" }, each.rate === null ? h("span", { className: "muted small" }, each.reason) : number(each.rate, 3)),
          h("td", { className: "small muted" }, each.rate === null ? "" : each.confidence),
          h("td", {}, each.rate === null ? null : h("button", { type: "button", ariaLabel: `Take ${number(each.rate, 3)}`, onclick: () => context.consider(`set learningRate ${each.rate}`) }, "Take")))))));
    },
    end: () => chart.end(),
  };
}
