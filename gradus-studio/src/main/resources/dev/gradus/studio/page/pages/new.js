// A new run: data that the studio found, what its columns hold and become, and the start in a separate process.

import { get, post } from "../lib/api.js";
import { debounce, field, h, put, toast } from "../lib/dom.js";
import { whole } from "../lib/format.js";

const MODELS = ["mlp", "cnn", "lenet", "linear", "dense(64) relu dense(10)"];
const OPTIMIZERS = ["adam", "adamw(weightDecay=0.01)", "momentum(0.9)", "sgd"];

export function newPage(main) {
  const data = h("select", { onchange: () => look() });
  const target = h("select", { onchange: () => look() });
  const choice = (options, id) => h("datalist", { id }, options.map((value) => h("option", { value })));
  const text = (name, placeholder, list) => h("input", { type: "text", className: "mono", placeholder, list, name, spellcheck: false });
  const inputs = {
    model: text("model", "default", "models"), optimizer: text("optimizer", "default", "optimizers"), learningRate: text("learningRate", "default"),
    epochs: text("epochs", "default"), steps: text("steps", "instead of epochs"), batchSize: text("batchSize", "default"), seed: text("seed", "0"), name: text("name", "generated"),
  };
  const columns = h("div", { className: "scroll" });
  const problem = h("div", { role: "status" });
  const start = h("button", { type: "button", className: "primary", disabled: true, onclick: () => begin() }, "Start training");
  const targetField = field("Target column", target);
  let found = [];

  put(main, h("div", { className: "page-head" }, h("h1", {}, "New run")), choice(MODELS, "models"), choice(OPTIMIZERS, "optimizers"),
    h("div", { className: "workshop" },
      h("section", { className: "sheet" }, h("div", { className: "body stack" }, field("Data", data), targetField, field("Model", inputs.model, "A name, or layers such as dense(64) relu dense(10)"), h("div", { className: "two" }, field("Optimizer", inputs.optimizer), field("Learning rate", inputs.learningRate), field("Epochs", inputs.epochs), field("Steps", inputs.steps), field("Batch size", inputs.batchSize), field("Seed", inputs.seed)), field("Name", inputs.name), h("div", { className: "row" }, start), problem)),
      h("section", { className: "sheet" }, h("div", { className: "head" }, h("h2", {}, "Columns and how they are used")), columns)));

  const chosen = () => found.find((each) => each.id === data.value);

  const look = debounce(50, async () => {
    const now = chosen();
    const isTable = now?.kind === "table";
    targetField.classList.toggle("hidden", !isTable);
    put(problem);
    if (!isTable) {
      put(target);
      put(columns, h("p", { className: "body muted" }, now?.kind === "images" ? "Images in IDX files, with their classes." : "Handwritten digits, 28 × 28, ten classes: built in."));
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
    put(columns, h("p", { className: "body small muted", style: { margin: 0 } }, `${whole(rows)} rows${task ? `, ${task === "classes" ? "classes" : "values"} are learned` : ""}. ${decision ?? ""}`),
      h("table", {}, h("thead", {}, h("tr", {}, ["Column", "Kind", "Missing", "Distinct", "Example", "Use"].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, all.map((column) => h("tr", {}, h("td", {}, h("b", {}, column.name)), h("td", {}, column.kind), h("td", { className: "number" }, whole(column.missing)), h("td", { className: "number" }, whole(column.distinct)), h("td", { className: "mono" }, column.least ? `${column.least} … ${column.greatest}` : column.example), h("td", {}, column.use))))));
  }

  async function begin() {
    start.disabled = true;
    put(problem, h("p", { className: "muted" }, "being started …"));
    try {
      const values = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value]));
      const answer = await post("/api/new/start", { data: data.value, target: target.value || "", ...values });
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
    if (start.disabled) put(problem, h("p", { className: "note" }, studio.readOnly ? "This studio was started with --read-only." : "This studio cannot start runs."));
    look();
  })().catch((fault) => put(problem, h("p", { className: "note bad" }, fault.message)));
  return () => {};
}
