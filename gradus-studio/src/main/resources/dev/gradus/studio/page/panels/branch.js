// Checkpoints to fork from, resuming, replaying: each starts a separate process.

import { post } from "../lib/api.js";
import { field, h, put, toast } from "../lib/dom.js";
import { whole } from "../lib/format.js";
import { lineage } from "./lineage.js";

export function branchPanel(context) {
  const { state } = context;
  const body = h("div", { className: "body stack" });
  const element = h("section", { className: "sheet", ariaLabel: "Forks and continuation" }, h("div", { className: "head" }, h("h2", {}, "Forks and continuation")), body);
  const step = h("select", { ariaLabel: "Checkpoint to fork from" });
  const rate = h("input", { type: "text", className: "mono", placeholder: "as planned", ariaLabel: "Learning rate of the fork" });
  const name = h("input", { type: "text", placeholder: "generated", ariaLabel: "Name of the fork", maxLength: 100 });
  const fork = h("button", { type: "button", className: "primary", onclick: () => start(fork, "/api/run/fork", { step: Number(step.value), rate: rate.value, name: name.value }) }, "Fork");
  const steps = h("input", { type: "text", inputMode: "numeric", size: 8, ariaLabel: "Total steps" });
  const extend = h("select", { ariaLabel: "What schedules do" }, ["keep", "stretch", "append"].map((way) => h("option", {}, way)));
  const tree = h("div", {});
  const outcome = h("div", { role: "status" });
  let drawn = "";
  let offered = "";
  let picked = "";
  let family = "";

  // The newest checkpoint, until someone begins to write a fork: then the one that stands there.
  element.addEventListener("focusin", () => { picked = step.value; });
  step.addEventListener("change", () => { picked = step.value; });

  async function start(button, path, more) {
    button.disabled = true;
    try {
      const answer = await post(path, { id: state.id, ...more });
      toast(answer.over ? answer.said || "Done." : answer.name ? `${answer.name} has started.` : "Started.");
      if (answer.id && answer.id !== state.id) setTimeout(() => { location.hash = `#/run/${answer.id}`; }, 900);
    } catch (fault) {
      toast(fault.message, true);
    }
    button.disabled = false;
    context.reload();
  }

  function offer(checkpoints) {
    const now = JSON.stringify(checkpoints);
    if (now === offered) return;
    offered = now;
    put(step, [...checkpoints].reverse().map((each) => h("option", { value: each.step }, `step ${whole(each.step)}${each.best ? " (best)" : ""}`)));
    if (picked) step.value = picked;
    if (!step.value && step.options.length) step.selectedIndex = 0;
  }

  function relate(runs, row) {
    const now = JSON.stringify(runs.map((run) => [run.name, run.parent, run.state]));
    if (now === family) return;
    family = now;
    put(tree, lineage(runs, row, state.id));
  }

  async function replay(button) {
    button.disabled = true;
    put(outcome, h("p", { className: "muted small" }, "being replayed …"));
    try {
      let answer = await post("/api/run/replay", { id: state.id });
      while (answer.running) answer = await post("/api/run/replay", { id: state.id });
      put(outcome, h("pre", { className: answer.code === 0 ? "note plain" : "note bad" }, answer.said));
    } catch (fault) {
      put(outcome, h("pre", { className: "note bad" }, fault.message));
    }
    button.disabled = false;
  }

  return {
    element,
    update() {
      const { info, row, runs } = state;
      offer(info.checkpoints);
      relate(runs, row);
      const key = JSON.stringify([info.checkpoints.length > 0, row.state, row.reason, state.readOnly, state.starts]);
      steps.placeholder = String(2 * (info.next || info.end || 500));
      if (key === drawn) return;
      drawn = key;
      const may = !state.readOnly && state.starts;
      const over = ["ended", "killed"].includes(row.state);
      const button = (title, act, more = {}) => {
        const one = h("button", { type: "button", ...more, onclick: () => act(one) }, title);
        return one;
      };
      const resume = row.reason === "completed" ? null : h("div", { className: "row" }, button("Resume", (one) => start(one, "/api/run/resume", {})));
      const longer = h("div", { className: "row" }, button("Train further", (one) => start(one, "/api/run/resume", { steps: Number(steps.value || steps.placeholder), extend: extend.value })), steps, "steps, schedules", extend);
      const again = row.reason === "completed" ? h("div", { className: "row" }, button("Replay", replay, { title: "Trains the run again from its record and compares the bits" }), h("span", { className: "small muted" }, "proves the bits")) : null;
      put(body,
        may && info.checkpoints.length ? [h("div", { className: "two" }, field("From", step), field("Learning rate", rate)), h("div", { className: "row" }, name, fork)] : h("p", { className: "muted small" }, state.readOnly ? "Read only." : info.checkpoints.length ? "This studio cannot start runs: it was not started by the gradus command." : "There is no checkpoint to fork from yet."),
        may && over ? [resume, longer, again, outcome] : null,
        tree);
    },
  };
}
