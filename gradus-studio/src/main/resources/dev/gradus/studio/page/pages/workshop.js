// The schedule workshop: type or paste a schedule, see its curve, checks and explanation, drag its knots, copy it.

import { post } from "../lib/api.js";
import { Chart } from "../charts/chart.js";
import { KnotHandles } from "../charts/knots.js";
import { debounce, field, h, put, toast } from "../lib/dom.js";
import { keep, recall } from "../lib/prefs.js";
import { colors, onTheme } from "../lib/theme.js";
import { tree } from "../panels/why.js";
import { whole } from "../lib/format.js";

const EXAMPLES = {
  "one cycle": "oneCycle(0.01)",
  "warm-up, cosine": "cosine(0.1, 0).warmup(percent(5))",
  "restarts": "cosineRestarts(0.1, epochs(2))",
  "PyTorch": "torch.CosineAnnealingLR(lr=0.1, T_max=30)",
  "Keras": "keras.ExponentialDecay(initial_learning_rate=0.1, decay_steps=500, decay_rate=0.9)",
  "knots": "knots(0).to(percent(20), 0.1).to(percent(50), 0.03).to(percent(30), 0)",
};

export function workshopPage(main) {
  const saved = recall("workshop", { text: "oneCycle(0.01)", steps: 2000, stepsPerEpoch: 400, batchSize: 128 });
  const text = h("textarea", { rows: 4, spellcheck: false, value: saved.text, oninput: () => ask() });
  const count = (name, value) => h("input", { type: "number", min: name === "steps" ? 1 : 0, value, oninput: () => ask() });
  const inputs = { steps: count("steps", saved.steps), stepsPerEpoch: count("stepsPerEpoch", saved.stepsPerEpoch), batchSize: count("batchSize", saved.batchSize) };
  const problems = h("div", { className: "stack", role: "status" });
  const forms = h("div", { className: "stack" });
  const explained = h("div", { className: "body why" });
  const drag = h("button", { type: "button", onclick: () => toKnots() }, "Turn into draggable knots");
  let step = 0;
  let answer = null;

  const chart = new Chart({ title: "Learning rate", height: 320, fromZero: true, onCursor: (x) => explain(x), onDraw: (u) => handles.draw(u), onReady: (u) => handles.ready(u) });
  const others = new Chart({ title: "Momentum and others", height: 160 });
  others.element.classList.add("hidden");
  const handles = new KnotHandles((knots) => { text.value = written(knots); ask(); });

  put(main, h("div", { className: "page-head" }, h("h1", {}, "Schedule workshop"), h("span", { className: "sub" }, "A schedule of Gradus, or a constructor of PyTorch, Keras, optax, timm, fastai, Transformers, DL4J or DJL.")),
    h("div", { className: "workshop" },
      h("div", { className: "stack" },
        h("section", { className: "sheet" }, h("div", { className: "body stack" }, field("Schedule", text), h("div", { className: "row tight" }, Object.entries(EXAMPLES).map(([name, example]) => h("button", { type: "button", className: "quiet", onclick: () => { text.value = example; ask(); } }, name))),
          h("div", { className: "three" }, field("Steps", inputs.steps), field("Steps per epoch", inputs.stepsPerEpoch), field("Batch size", inputs.batchSize)), h("div", { className: "row" }, drag), problems)),
        h("section", { className: "sheet" }, h("div", { className: "head" }, h("h2", {}, "As text")), h("div", { className: "body" }, forms))),
      h("div", { className: "charts" }, chart.element, others.element, h("section", { className: "sheet" }, h("div", { className: "head" }, h("h2", {}, "How the value at the cursor is computed")), explained))));

  const asked = () => ({ text: text.value, steps: Number(inputs.steps.value) || 1, stepsPerEpoch: Number(inputs.stepsPerEpoch.value) || 0, batchSize: Number(inputs.batchSize.value) || 0 });

  const ask = debounce(150, async () => {
    const now = asked();
    if (!now.text.trim()) { put(problems); return; }
    try {
      const result = await post("/api/schedule", { ...now, step: Math.min(step, now.steps - 1) });
      if (JSON.stringify(asked()) !== JSON.stringify(now)) return;
      answer = result;
      keep("workshop", now);
      draw();
    } catch (fault) {
      put(problems, h("pre", { className: "note bad" }, fault.message));
    }
  });

  function draw() {
    if (!answer) return;
    const ink = colors();
    const { learningRate, ...companions } = answer.curves;
    const to = Math.max(1, asked().steps - 1);
    handles.show(answer.isKnots ? answer.knots : null, asked().steps);
    chart.show({ curves: [{ name: "learning rate", points: learningRate, color: ink.vermilion, width: 2.4, between: false }], from: 0, to, marks: [] });
    const names = Object.keys(companions);
    others.element.classList.toggle("hidden", !names.length);
    if (names.length) others.show({ curves: names.map((name, i) => ({ name, points: companions[name], color: [ink.purple, ink.orange][i % 2], width: 2 })), from: 0, to, marks: [] });
    drag.disabled = answer.isKnots;
    put(problems, answer.checks.map((each) => h("p", { className: "note" }, each)), answer.quirks.map((each) => h("p", { className: "note plain" }, each)),
      !answer.checks.length && !answer.quirks.length ? h("p", { className: "small muted" }, "No remarks.") : null);
    const form = (name, value) => h("div", {}, h("div", { className: "row" }, h("h3", {}, name), h("span", { className: "grow" }), h("button", { type: "button", className: "quiet", ariaLabel: `Copy: ${name}`, onclick: () => copy(value) }, "Copy")), h("pre", { className: "mono" }, value));
    put(forms, form("Text", answer.text), form("Command", `gradus train --lr "${answer.text.replace(/(["\\$`])/g, "\\$1")}"`), form("Java", answer.java), answer.controllers.length ? form("Controllers", answer.controllers.join(" * ")) : null);
    put(explained, h("p", {}, h("b", {}, `Step ${whole(answer.step)}`)), tree(answer.explanation));
  }

  const explain = debounce(120, (x) => { step = Math.max(0, Math.round(x)); ask(); });

  function toKnots() {
    if (answer) { text.value = written(answer.knots); ask(); }
  }

  async function copy(value) {
    try {
      await navigator.clipboard.writeText(value);
      toast("Copied.");
    } catch {
      toast("The browser does not let the page copy; select the text.", true);
    }
  }

  ask();
  const quit = onTheme(draw);
  return () => { quit(); chart.end(); others.end(); };
}

/** Knots as a schedule, in steps. */
function written(knots) {
  const brief = (value) => String(Number(Number(value).toPrecision(4)));
  return knots.slice(1).reduce((text, knot, i) => `${text}.to(steps(${Math.max(0, Math.round(knot.step - knots[i].step))}), ${knot.shape ? `${knot.shape}, ` : ""}${brief(Math.max(0, knot.value))})`, `knots(${brief(Math.max(0, knots[0].value))})`);
}
