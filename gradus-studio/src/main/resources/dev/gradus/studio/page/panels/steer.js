// Steering: every change is drawn over the running curve and put into words before it is asked for.

import { post } from "../lib/api.js";
import { debounce, field, h, put, tabs, toast } from "../lib/dom.js";
import { whole } from "../lib/format.js";
import { sketch } from "../charts/sketch.js";

const PARAMETERS = { learningRate: "learning rate", momentum: "momentum", weightDecay: "weight decay" };

export function steerPanel(context) {
  const { state, charts } = context;
  const body = h("div", { className: "body stack" });
  const content = h("div", { className: "stack" });
  const preview = h("div", { className: "preview hidden" });
  const status = h("p", { className: "muted small", role: "status" });
  const element = h("section", { className: "sheet", ariaLabel: "Steering" }, h("div", { className: "head" }, h("h2", {}, "Steer")), body);
  let live = null;
  let proposed = null;

  const propose = debounce(200, async (control) => {
    if (proposed !== control) return;
    try {
      const answer = await post("/api/run/preview", { id: state.id, control });
      if (proposed !== control) return;
      charts.propose(answer);
      show(control, answer);
    } catch (fault) {
      if (proposed !== control) return;
      charts.propose(null);
      put(preview, h("pre", { className: "note bad" }, fault.message), h("div", { className: "row" }, cancel()));
      preview.classList.remove("hidden");
    }
  });

  function consider(control) {
    proposed = control;
    if (control === null) withdraw();
    else propose(control);
  }

  function withdraw() {
    proposed = null;
    charts.propose(null);
    preview.classList.add("hidden");
  }

  const cancel = () => h("button", { type: "button", onclick: withdraw }, "Withdraw");

  function show(control, answer) {
    put(preview, h("p", {}, answer.what), answer.notes.map((note) => h("p", { className: "note" }, note)), answer.quirks.map((note) => h("p", { className: "note plain small" }, note)),
      h("div", { className: "row" }, h("button", { type: "button", className: "primary", disabled: state.readOnly, onclick: () => ask(control) }, "Apply"), cancel()),
      h("code", { className: "small muted" }, control));
    preview.classList.remove("hidden");
  }

  async function ask(control) {
    withdraw();
    status.textContent = "asked …";
    try {
      const answer = await post("/api/run/control", { id: state.id, control });
      status.textContent = answer.late ?? `${control}: ${answer.result}`;
      if (answer.done === false) toast(answer.result, true);
      else forget(control);
    } catch (fault) {
      status.textContent = "";
      toast(fault.message, true);
    }
    context.reload();
  }
  context.ask = ask;
  context.consider = consider;

  const plain = (control, title, danger) => h("button", {
    type: "button", className: danger ? "danger" : "", title, disabled: state.readOnly,
    onclick: () => (danger ? consider(control) : ask(control)),
  }, title);

  /** What was typed is done. */
  function forget(control) {
    const done = { set: value, schedule, extend: length }[control.split(" ")[0]];
    if (done) done.value = "";
    if (done === length) put(ways);
  }

  // What is typed stays: these are made once, and drawn anew as often as the run's state changes.
  const typed = (aria, size, more) => h("input", { type: "text", className: "mono", size, ariaLabel: aria, ...more });
  const held = h("select", { ariaLabel: "What to change" });
  const value = typed("Value to hold", 8, { inputMode: "decimal", placeholder: "0.003", oninput: () => consider(value.value.trim() ? `set ${held.value} ${value.value.trim()}` : null) });
  const scheduled = h("select", { ariaLabel: "What the schedule drives", onchange: () => changed(schedule) });
  const schedule = h("textarea", { rows: 3, spellcheck: false, ariaLabel: "Schedule", placeholder: "cosine(0.003, 0)   or   torch.StepLR(lr=0.01, step_size=100)", oninput: () => consider(schedule.value.trim() ? `schedule ${scheduled.value} ${schedule.value.trim()}` : null) });
  const span = typed("How long to cool down", 7, { placeholder: "10%" });
  const length = typed("New length", 8, { oninput: debounce(250, () => threeWays()) });
  const ways = h("div", { className: "choices" });
  const every = typed("Measure one update in", 5, { inputMode: "numeric", value: "100" });
  const changed = (input) => input.dispatchEvent(new Event("input"));

  async function threeWays() {
    const asked = length.value.trim();
    if (!asked) { put(ways); return; }
    const all = await Promise.all(["keep", "stretch", "append"].map(async (way) => {
      const control = `extend ${asked} ${way}`;
      try {
        const answer = await post("/api/run/preview", { id: state.id, control });
        return h("button", { type: "button", title: answer.what, className: "choice", onclick: () => consider(control) }, h("b", {}, way), sketch(answer));
      } catch (fault) {
        return h("div", { className: "note bad small" }, `${way}: ${fault.message}`);
      }
    }));
    if (asked === length.value.trim()) put(ways, all);
  }

  function offer(select) {
    const before = select.value;
    put(select, (state.info.driven ?? []).map((key) => h("option", { value: key }, PARAMETERS[key] ?? key)));
    if (state.info.driven?.includes(before)) select.value = before;
  }

  const TABS = {
    Values() {
      const factor = (text, by) => h("button", { type: "button", title: `Multiply by ${by}`, onclick: () => consider(`scale ${held.value} ${by}`) }, text);
      return [h("div", { className: "row" }, held, factor("÷ 10", 0.1), factor("½", 0.5), factor("× 2", 2)),
        h("div", { className: "row" }, h("label", { className: "row tight small" }, "hold at ", value), h("button", { type: "button", onclick: () => consider(`release ${held.value}`) }, "Return to schedule"))];
    },
    Schedule: () => [h("div", { className: "row" }, scheduled, h("span", { className: "small muted" }, "for the rest of the run")), schedule],
    Length: () => [h("div", { className: "row" }, h("button", { type: "button", onclick: () => consider(`coolDown ${span.value.trim()}`.trim()) }, "Cool down now"), h("label", { className: "row tight small" }, "over ", span, " (500, 2ep, 10%)")),
      field("New total length, in steps or epochs (2000, 6ep)", length), ways],
    Run() {
      const paused = state.row.state === "paused";
      return [h("div", { className: "row" }, paused ? plain("resume", "Resume") : plain("pause", "Pause"), plain("validate", "Validate"), plain("checkpoint", "Checkpoint"), plain("find", "Find a rate")),
        h("div", { className: "row" }, plain("stopAndKeepBest", "Stop, keep best", true), plain("stop", "Stop", true), plain("quit", "Save and quit", true)),
        h("div", { className: "row" }, h("label", { className: "row tight small" }, "measure updates: one in ", every),
          h("button", { type: "button", onclick: () => consider(`updateRatios ${every.value.trim()}`) }, "Measure"), plain("updateRatios off", "Measure none"))];
    },
  };

  let tab = "Values";
  function draw() {
    const now = ["training", "paused"].includes(state.row.state);
    const key = JSON.stringify([now, state.row.state, state.readOnly, state.info.driven]);
    if (key === live) return;
    live = key;
    if (!now) {
      withdraw();
      put(body, state.row.state === "elsewhere" ? h("p", { className: "muted" }, "This run is trained on another machine.") : h("p", { className: "muted" }, "The run is not being trained. It can be forked, resumed or made longer below."), status);
      return;
    }
    if (state.readOnly) {
      put(body, h("p", { className: "note" }, "This studio was started with --read-only."));
      return;
    }
    [held, scheduled].forEach(offer);
    length.placeholder = state.info.end ? String(state.info.end * 2) : "2000";
    const choose = (name) => {
      const isOther = name !== tab;
      if (isOther) withdraw(); // not when the run is paused, say, while somebody considers a change
      tab = name;
      put(content, TABS[name]());
      if (isOther) [value, schedule, length].filter((input) => content.contains(input) && input.value).forEach(changed); // proposed before
    };
    put(body, tabs("What to steer", Object.keys(TABS), tab, choose), content, preview, status);
  }
  return { element, update: draw, next: () => whole(state.series?.next) };
}
