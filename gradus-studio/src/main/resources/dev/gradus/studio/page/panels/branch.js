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
  let drawn = "";

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

  return {
    element,
    update() {
      const { info, row, runs } = state;
      const key = JSON.stringify([info.checkpoints, row.state, runs.map((run) => [run.name, run.parent, run.state, run.step]), state.readOnly]);
      if (key === drawn) return;
      drawn = key;
      const before = step.value;
      put(step, [...info.checkpoints].reverse().map((each) => h("option", { value: each.step }, `step ${whole(each.step)}${each.best ? " (best)" : ""}`)));
      if (before) step.value = before;
      if (!step.value && step.options.length) step.selectedIndex = 0;
      const may = !state.readOnly && state.starts;
      const over = ["ended", "killed"].includes(row.state);
      put(tree, lineage(runs, row, state.id));
      const resume = h("button", { type: "button", onclick: () => start(resume, "/api/run/resume", {}) }, "Resume");
      const longer = h("button", { type: "button", onclick: () => start(longer, "/api/run/resume", { steps: Number(steps.value || 2 * info.next), extend: extend.value }) }, "Train further");
      const replay = h("button", { type: "button", title: "Trains the run again from its record and compares the bits", onclick: () => start(replay, "/api/run/replay", {}) }, "Replay");
      steps.placeholder = String(2 * info.next);
      put(body,
        may && info.checkpoints.length ? [h("div", { className: "two" }, field("From", step), field("Learning rate", rate)), h("div", { className: "row" }, name, fork)] : h("p", { className: "muted small" }, state.readOnly ? "Read only." : info.checkpoints.length ? "This studio cannot start runs." : "There is no checkpoint to fork from yet."),
        may && over ? [row.reason === "completed" ? null : h("div", { className: "row" }, resume), h("div", { className: "row" }, longer, steps, "steps, schedules", extend), row.reason === "completed" ? h("div", { className: "row" }, replay, h("span", { className: "small muted" }, "proves the bits")) : null] : null,
        tree);
    },
  };
}
