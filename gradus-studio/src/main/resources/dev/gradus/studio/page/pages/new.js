// A new run: data that the studio found, what its columns hold and become, and the start in a separate process.

import { get, post } from "../lib/api.js";
import { debounce, field, h, put, toast } from "../lib/dom.js";
import { whole } from "../lib/format.js";

const MODELS = ["mlp", "cnn", "lenet", "linear", "dense(64) relu dense(10)"];
const NUMBERS = new Set(["Missing", "Distinct"]);
const DIGITS = ["MNIST, handwritten digits: 60,000 pictures of 28 × 28 in ten classes to train and validate with, and 10,000 others for the test at the end.", "They come with Gradus. To learn a table of your own, put its file into the folder that the studio was started with (--data), and choose it under Data."];
const IMAGES = ["Images in IDX files, with their classes."];
const OPTIMIZERS = ["adam", "adamw(weightDecay=0.01)", "momentum(0.9)", "sgd"];

export function newPage(main) {
  const data = h("select", { onchange: () => look() });
  const target = h("select", { onchange: () => look() });
  const choice = (options, id) => h("datalist", { id }, options.map((value) => h("option", { value })));
  const text = (name, placeholder, list) => h("input", { type: "text", className: "mono", placeholder, list, name, spellcheck: false });
  const inputs = {
    model: text("model", "default", "models"), optimizer: text("optimizer", "default", "optimizers"), learningRate: text("learningRate", "default"),
    epochs: text("epochs", "default"), steps: text("steps", "instead of epochs"), batchSize: text("batchSize", "default"), seed: text("seed", "default"), validationShare: text("validationShare", "default"), testShare: text("testShare", "such as 0.2"), name: text("name", "generated"),
  };
  const columns = h("div", { className: "scroll" });
  const problem = h("div", { role: "status" });
  const notice = h("div", {});
  const start = h("button", { type: "button", className: "primary", disabled: true, onclick: () => begin() }, "Start training");
  const forecast = h("button", { type: "button", disabled: true, title: "Measures a few updates on a copy: how long the run will take, and how much memory", onclick: () => foresee() }, "Forecast");
  const targetField = field("Target column", target);
  const shares = h("div", { className: "two hidden" }, field("Held out to validate", inputs.validationShare), field("Held out as test", inputs.testShare));
  const heading = h("h2", {}, "Data");
  let found = [];

  put(main, h("div", { className: "page-head" }, h("h1", {}, "New run")), choice(MODELS, "models"), choice(OPTIMIZERS, "optimizers"),
    h("div", { className: "workshop" },
      h("section", { className: "sheet" }, h("div", { className: "body stack" }, field("Data", data), targetField, shares, field("Model", inputs.model, "A name, or layers such as dense(64) relu dense(10)"), h("div", { className: "two" }, field("Optimizer", inputs.optimizer), field("Learning rate", inputs.learningRate), field("Epochs", inputs.epochs), field("Steps", inputs.steps), field("Batch size", inputs.batchSize), field("Seed", inputs.seed)), field("Name", inputs.name), h("div", { className: "row" }, start, forecast), notice, problem)),
      h("section", { className: "sheet" }, h("div", { className: "head" }, heading), columns)));

  const chosen = () => found.find((each) => each.id === data.value);

  const look = debounce(50, async () => {
    const now = chosen();
    const isTable = now?.kind === "table";
    targetField.classList.toggle("hidden", !isTable);
    shares.classList.toggle("hidden", !isTable);
    heading.textContent = isTable ? "Columns and how they are used" : "Data";
    put(problem);
    if (!isTable) {
      put(target);
      put(columns, h("div", { className: "body stack" }, (now?.kind === "images" ? IMAGES : DIGITS).map((sentence) => h("p", {}, sentence)), h("p", { className: "muted small" }, "A field left empty takes its default, as gradus train has it. Forecast measures a few updates on a copy first and says how long the run will take.")));
      return;
    }
    try {
      const fresh = target.dataset.data !== now.id;
      const answer = await post("/api/new/columns", { data: now.id, target: fresh ? "" : target.value });
      if (chosen() !== now) return;
      if (fresh) {
        target.dataset.data = now.id;
        put(target, h("option", { value: "" }, "choose …"), answer.columns.map((column) => h("option", { value: column.name }, column.name)));
      }
      draw(answer);
    } catch (fault) {
      put(columns, h("p", { className: "body" }, h("span", { className: "note bad" }, fault.message)));
    }
  });

  function draw({ columns: all, rows, task, decision }) {
    const learned = task ? `, ${task === "classes" ? "classes" : "values"} are learned` : ". Choose the target column: what the network is to learn";
    put(columns, h("p", { className: "body small muted", style: { margin: 0 } }, `${whole(rows)} rows${learned}. ${decision ?? ""}`),
      h("table", {}, h("thead", {}, h("tr", {}, ["Column", "Kind", "Missing", "Distinct", "Example", "Use"].map((name) => h("th", { scope: "col", className: NUMBERS.has(name) ? "number" : "" }, name)))),
        h("tbody", {}, all.map((column) => h("tr", {}, h("td", {}, h("b", {}, column.name)), h("td", {}, column.kind), h("td", { className: "number" }, whole(column.missing)), h("td", { className: "number" }, whole(column.distinct)), h("td", { className: "mono" }, column.least ? `${column.least} … ${column.greatest}` : column.example), h("td", {}, column.use))))));
  }

  /** What is filled in and can be seen. */
  const wish = () => {
    const shown = Object.entries(inputs).filter(([, input]) => !input.closest(".hidden"));
    return { data: data.value, target: target.value || "", ...Object.fromEntries(shown.map(([name, input]) => [name, input.value])) };
  };

  /** What the studio would start, measured on a copy in a process of its own. */
  async function foresee() {
    forecast.disabled = true;
    put(problem, h("p", { className: "muted" }, "a few updates are being measured …"));
    try {
      let answer = await post("/api/new/forecast", wish());
      while (answer.running) answer = await post("/api/new/forecast", wish());
      put(problem, h("p", { className: "note plain" }, answer.said));
    } catch (fault) {
      put(problem, h("pre", { className: "note bad" }, fault.message));
    }
    forecast.disabled = false;
  }

  async function begin() {
    start.disabled = true;
    put(problem, h("p", { className: "muted" }, "being started …"));
    try {
      const answer = await post("/api/new/start", wish());
      toast(`${answer.name} has started.`);
      location.hash = `#/run/${answer.id}`;
    } catch (fault) {
      put(problem, h("pre", { className: "note bad" }, fault.message));
    }
    start.disabled = false;
  }

  (async () => {
    const [offer, { studio }] = await Promise.all([get("/api/new"), get("/api/runs")]);
    found = offer.data;
    put(data, found.map((each) => h("option", { value: each.id }, each.name)));
    start.disabled = studio.readOnly || !studio.starts;
    forecast.disabled = start.disabled;
    if (start.disabled) put(notice, h("p", { className: "note" }, studio.readOnly ? "This studio was started with --read-only." : "This studio cannot start runs."));
    look();
  })().catch((fault) => put(problem, h("p", { className: "note bad" }, fault.message)));
  return () => {};
}
