// Why is the rate this? The schedule's value and how it is computed, times controllers, people and groups.

import { get } from "../lib/api.js";
import { debounce, h, put } from "../lib/dom.js";
import { clock, number, whole } from "../lib/format.js";

export function whyPanel(id) {
  const body = h("div", { className: "body why" }, h("p", { className: "muted" }, "Move over a chart, past or planned: the learning rate of that step is explained here."));
  const element = h("section", { className: "sheet", ariaLabel: "Why is the rate this?" }, h("div", { className: "head" }, h("h2", {}, "Why is the rate this?")), body);
  let asked = -1;

  const ask = debounce(120, async (step) => {
    try {
      const why = await get("/api/run/why", { id, step });
      if (step === asked) draw(body, why);
    } catch (fault) {
      if (step === asked) put(body, h("p", { className: "muted" }, fault.message));
    }
  });
  return {
    element,
    at(step) {
      if (step === asked) return;
      asked = step;
      ask(step);
    },
  };
}

function draw(body, why) {
  const term = (value, name, off) => h("div", { className: off ? "term off" : "term" }, h("b", {}, value), h("span", {}, name));
  const op = (text) => h("span", { className: "op" }, text);
  const held = why.override !== null;
  const terms = [term(number(why.curve, 5), "schedule", held)];
  if (why.controllers.length || why.controllersFactor !== 1) terms.push(op("×"), term(number(why.controllersFactor), "controllers", held));
  if (why.manual !== 1) terms.push(op("×"), term(number(why.manual), "by hand"));
  if (held) terms.push(op("→"), term(number(why.override, 5), "set by hand"));
  terms.push(op("="), term(number(why.value, 5), why.made ? "used" : "planned"));
  put(body,
    h("p", {}, h("b", {}, `Step ${whole(why.step)}`), why.made ? " used " : " is planned to use ", h("b", { className: "number" }, number(why.value, 5))),
    h("div", { className: "equation" }, terms),
    why.asked.map((each) => h("p", { className: "small" }, h("code", {}, each.control), ` by ${each.by} at step ${whole(each.step)}, ${clock(each.at)}`)),
    why.controllers.length ? h("p", { className: "small muted" }, `Controllers: ${why.controllers.join(" × ")}`) : null,
    why.groups.length ? h("div", {}, h("h3", {}, "Parameter groups"), why.groups.map((group) => h("p", { className: "small" }, h("code", {}, group.pattern), ` × ${number(group.multiplier)} = ${number(group.value, 5)}`))) : null,
    why.explanation ? h("div", {}, h("h3", {}, "The schedule"), h("p", {}, h("code", {}, why.schedule)), tree(why.explanation)) : null);
}

export function tree(explanation) {
  const item = (part) => h("li", {}, h("span", { className: "value" }, number(part.value, 5)), part.what, part.parts.length ? h("ul", {}, part.parts.map(item)) : null);
  return h("ul", { className: "tree" }, item(explanation));
}
