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

  const TABS = {
    Values() {
      const which = h("select", { ariaLabel: "What to change" }, (state.info.driven ?? []).map((key) => h("option", { value: key }, PARAMETERS[key] ?? key)));
      const value = h("input", { type: "text", inputMode: "decimal", className: "mono", size: 8, placeholder: "0.003", ariaLabel: "Value to hold", oninput: () => consider(value.value.trim() ? `set ${which.value} ${value.value.trim()}` : null) });
      const factor = (text, by) => h("button", { type: "button", title: `Multiply by ${by}`, onclick: () => consider(`scale ${which.value} ${by}`) }, text);
      return [h("div", { className: "row" }, which, factor("÷ 10", 0.1), factor("½", 0.5), factor("× 2", 2)),
        h("div", { className: "row" }, h("label", { className: "row tight small" }, "hold at ", value), h("button", { type: "button", onclick: () => consider(`release ${which.value}`) }, "Return to schedule"))];
    },
    Schedule() {
      const which = h("select", { ariaLabel: "What the schedule drives", onchange: () => text.dispatchEvent(new Event("input")) }, (state.info.driven ?? []).map((key) => h("option", { value: key }, PARAMETERS[key] ?? key)));
      const text = h("textarea", { rows: 3, spellcheck: false, ariaLabel: "Schedule", placeholder: "cosine(0.003, 0)   or   torch.StepLR(lr=0.01, step_size=100)", oninput: () => consider(text.value.trim() ? `schedule ${which.value} ${text.value.trim()}` : null) });
      return [h("div", { className: "row" }, which, h("span", { className: "small muted" }, "for the rest of the run")), text];
    },
    Length() {
      const span = h("input", { type: "text", className: "mono", size: 7, placeholder: "10%", ariaLabel: "How long to cool down" });
      const length = h("input", { type: "text", className: "mono", size: 8, placeholder: state.info.end ? String(state.info.end * 2) : "2000", ariaLabel: "New length", oninput: debounce(250, () => threeWays()) });
      const ways = h("div", { className: "choices" });
      async function threeWays() {
        if (!length.value.trim()) { put(ways); return; }
        const all = await Promise.all(["keep", "stretch", "append"].map(async (way) => {
          const control = `extend ${length.value.trim()} ${way}`;
          try {
            const answer = await post("/api/run/preview", { id: state.id, control });
            return h("button", { type: "button", title: answer.what, className: "choice", onclick: () => consider(control) }, h("b", {}, way), sketch(answer));
          } catch (fault) {
            return h("div", { className: "note bad small" }, `${way}: ${fault.message}`);
          }
        }));
        put(ways, all);
      }
      return [h("div", { className: "row" }, h("button", { type: "button", onclick: () => consider(`coolDown ${span.value.trim()}`.trim()) }, "Cool down now"), h("label", { className: "row tight small" }, "over ", span, " (500, 2ep, 10%)")),
        field("New total length, in steps or epochs (2000, 6ep)", length), ways];
    },
    Run() {
      const paused = state.row.state === "paused";
      const every = h("input", { type: "text", inputMode: "numeric", className: "mono", size: 5, value: "100", ariaLabel: "Measure one update in" });
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
    const choose = (name) => {
      if (name !== tab) withdraw(); // not when the run is paused, say, while somebody considers a change
      tab = name;
      put(content, TABS[name]());
    };
    put(body, tabs("What to steer", Object.keys(TABS), tab, choose), content, preview, status);
  }
  return { element, update: draw, next: () => whole(state.series?.next) };
}
