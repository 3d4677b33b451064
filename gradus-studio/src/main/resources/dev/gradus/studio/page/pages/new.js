// A new run: data that the studio found, what its columns hold and become, and the start in a separate process.

import { get, post } from "../lib/api.js";
import { debounce, field, h, put, toast } from "../lib/dom.js";
import { sentence, whole } from "../lib/format.js";

const MODELS = ["wide-deep", "mlp", "cnn", "lenet", "linear", "dense(64) relu dense(10)"];
const OPTIMIZERS = ["adam", "adamw(weightDecay=0.01)", "momentum(0.9)", "sgd"];
const NUMBERS = new Set(["Missing", "Distinct"]);
const ABOUT = {
  built_in: ["MNIST, handwritten digits: 60,000 pictures of 28 × 28 in ten classes to train and validate with, and 10,000 others for the test at the end.", "They come with Gradus. To learn a table of your own, put its file into the folder that the studio was started with (--data), and choose it under Data."],
  idx: ["Images in IDX files, with their classes."],
  pictures: ["A folder with a folder of pictures for each class, named after it. If their sizes differ, write the size to which all are scaled."],
  arrays: ["NumPy arrays: x with the examples, y with what is learned."],
};

/** Every setting: its label, what it looks like, and the data it is for if not for all. */
const SETTINGS = {
  model: { label: "Model", hint: "A name, or layers such as dense(64) relu dense(10)", list: "models" },
  optimizer: { label: "Optimizer", list: "optimizers" },
  learningRate: { label: "Learning rate" },
  epochs: { label: "Epochs" },
  steps: { label: "Steps" },
  batchSize: { label: "Batch size" },
  seed: { label: "Seed" },
  validationShare: { label: "Held out to validate" },
  testShare: { label: "Held out as test", example: "such as 0.2", only: "table" },
  imageSize: { label: "Image size", example: "such as 64x64", only: "pictures" },
  augmentation: { label: "Augmentation", example: "such as shift(2), flip", only: "pictures" },
  task: { label: "Task", example: "by the column", list: "tasks", only: "table" },
  classWeights: { label: "Class weights", example: "such as balanced", only: "table" },
  drop: { label: "Columns to leave out", example: "such as id, note", only: "table" },
  columns: { label: "What columns hold", example: "such as zip:category", only: "table" },
  encoding: { label: "Encoding", example: "UTF-8; from Excel often windows-1252", only: "table" },
  onBadRow: { label: "Rows that cannot be read", example: "fail, or skip", list: "badRows", only: "table" },
};
const OF_THE_FILE = ["encoding", "onBadRow", "task", "classWeights", "drop", "columns"];
/** What changes the table of columns, which the studio has to read the file for. */
const READS_ANEW = new Set(["encoding", "onBadRow", "task", "drop", "columns"]);

export function newPage(main) {
  const data = h("select", { onchange: () => look() });
  const target = h("select", { onchange: () => look() });
  const from = h("select", { name: "startFrom", onchange: () => look() });
  const choice = (options, id) => h("datalist", { id }, options.map((value) => h("option", { value })));
  const text = (name, { example = "", list }) => h("input", {
    type: "text", className: "mono", placeholder: example, list, name, spellcheck: false,
    oninput: () => { put(problem); settle(); if (READS_ANEW.has(name)) lookLater(); },
  });
  const inputs = Object.fromEntries(Object.entries(SETTINGS).map(([name, setting]) => [name, text(name, setting)]));
  const name = h("input", { type: "text", className: "mono", placeholder: "generated", name: "name", spellcheck: false });
  const fields = Object.fromEntries(Object.entries(SETTINGS).map(([key, { label, hint }]) => [key, field(label, inputs[key], hint)]));
  const columns = h("div", {});
  const doubt = h("div", { role: "status" });
  const problem = h("div", { role: "status" });
  const notice = h("div", {});
  const start = h("button", { type: "button", className: "primary", disabled: true, onclick: () => begin() }, "Start training");
  const forecast = h("button", { type: "button", disabled: true, title: "Measures a few updates on a copy: how long the run will take, and how much memory", onclick: () => foresee() }, "Forecast");
  const targetField = field("Target column", target);
  const fromField = field("Start from", from, "An earlier run, whose trained values this one begins with");
  const typed = h("input", { type: "text", className: "mono", name: "typedTarget", spellcheck: false, placeholder: "the column's name" });
  const typedField = field("Column to learn", typed);
  const table = h("details", { className: "hidden" }, h("summary", {}, "How the table is read and used"), h("div", { className: "two" }, OF_THE_FILE.map((key) => fields[key])));
  const heading = h("h2", {}, "Data");
  const others = Object.keys(SETTINGS).filter((key) => key !== "model" && !OF_THE_FILE.includes(key));
  let found = [];
  let rows = 0;

  put(main, h("div", { className: "page-head" }, h("h1", {}, "New run")), choice(MODELS, "models"), choice(OPTIMIZERS, "optimizers"), choice(["classification", "regression"], "tasks"), choice(["fail", "skip"], "badRows"),
    h("div", { className: "workshop" },
      h("section", { className: "sheet" }, h("div", { className: "body stack" }, field("Data", data), targetField, typedField, table, fromField, fields.model, h("div", { className: "two" }, others.map((key) => fields[key]), field("Name", name)), doubt, h("div", { className: "row" }, start, forecast), notice, problem)),
      h("section", { className: "sheet" }, h("div", { className: "head" }, heading), columns)));

  const chosen = () => found.find((each) => each.id === data.value);

  /** What is filled in and can be seen. */
  const wish = () => {
    const shown = Object.entries(inputs).filter(([, input]) => !input.closest(".hidden"));
    return { data: data.value, startFrom: from.value, target: [target, typed].find((each) => !each.closest(".hidden"))?.value ?? "", ...Object.fromEntries(shown.map(([key, input]) => [key, input.value])) };
  };

  /** Shows the fields that are for these data. */
  function arrange(kind) {
    for (const [key, { only }] of Object.entries(SETTINGS)) fields[key].classList.toggle("hidden", Boolean(only) && only !== kind);
    for (const each of [targetField, table]) each.classList.toggle("hidden", kind !== "table");
    typedField.classList.add("hidden");
    heading.textContent = kind === "table" ? "Columns and how they are used" : "Data";
  }

  const look = async () => {
    const now = chosen();
    arrange(now?.kind);
    put(problem);
    if (now?.kind !== "table") {
      put(target);
      target.dataset.data = "";
      put(columns, h("div", { className: "body stack" }, (ABOUT[now?.kind] ?? []).map((sentence) => h("p", {}, sentence)), h("p", { className: "muted small" }, "A field left empty takes the default that it shows. Forecast measures a few updates on a copy first and says how long the run will take.")));
      settle();
      return;
    }
    try {
      const fresh = target.dataset.data !== now.id;
      if (fresh) {
        put(target);
        rows = 0;
      }
      const answer = await post("/api/new/columns", wish());
      if (chosen() !== now) return;
      if (answer.unread) {
        targetField.classList.add("hidden");
        typedField.classList.remove("hidden");
        rows = 0;
        put(columns, h("p", { className: "body" }, answer.unread, " Write the name of the column to learn."));
        settle();
        return;
      }
      if (fresh) {
        target.dataset.data = now.id;
        put(target, h("option", { value: "" }, "choose …"), answer.columns.map((column) => h("option", { value: column.name }, column.name)));
      }
      rows = answer.rows;
      draw(answer);
    } catch (fault) {
      if (/encoding/.test(fault.message)) table.open = true;
      put(columns, h("p", { className: "body" }, h("span", { className: "note bad" }, fault.message)));
    }
    settle();
  };
  const lookLater = debounce(600, look);

  /** Shows in each empty field what it stands for, given those that are filled in. */
  const settle = debounce(200, async () => {
    const now = chosen();
    if (!now) return;
    try {
      const { usual } = await post("/api/new/usual", { ...wish(), rows });
      for (const [key, input] of Object.entries(inputs)) {
        input.placeholder = SETTINGS[key].example ?? String(usual[key] ?? "by the data");
        input.title = usual[key] === undefined ? "" : `Default: ${usual[key]}`;
      }
      for (const [one, other] of [["epochs", "steps"], ["steps", "epochs"]]) if (usual[other] !== undefined) inputs[one].placeholder = `instead of ${other}`;
      put(doubt);
    } catch (fault) {
      put(doubt, h("p", { className: "note" }, fault.message));
    }
  });

  function draw({ columns: all, task, decision, doubts }) {
    const learned = task ? `, ${task === "classes" ? "classes" : "values"} are learned` : target.value ? "" : ". Choose the target column: what the network is to learn";
    const said = [`${whole(rows)} rows${learned}`, sentence(decision ?? "")].filter(Boolean);
    put(columns, h("p", { className: "body small muted", style: { margin: 0 } }, `${said.join(". ")}.`),
      doubts.length ? h("ul", { className: "doubts" }, doubts.map((doubt) => h("li", {}, doubt))) : null,
      h("div", { className: "scroll points" }, h("table", {}, h("thead", {}, h("tr", {}, ["Column", "Kind", "Missing", "Distinct", "Example", "Use"].map((title) => h("th", { scope: "col", className: NUMBERS.has(title) ? "number" : "" }, title)))),
        h("tbody", {}, all.map(row)))));
  }

  function row(column) {
    const cell = (label, className, content) => h("td", { className, "data-label": label }, content);
    return h("tr", {}, h("td", {}, h("b", {}, column.name)), h("td", {}, column.kind), cell("missing", "number", whole(column.missing)), cell("distinct", "number", whole(column.distinct)),
      cell("example", "mono", column.least ? `${column.least} … ${column.greatest}` : column.example), h("td", {}, column.use));
  }

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
      const answer = await post("/api/new/start", { ...wish(), name: name.value });
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
    put(from, h("option", { value: "" }, "initial values"), offer.models.map((each) => h("option", { value: each.id }, each.name)));
    fromField.classList.toggle("hidden", offer.models.length === 0);
    put(data, found.map((each) => h("option", { value: each.id }, each.name)));
    start.disabled = studio.readOnly || !studio.starts;
    forecast.disabled = start.disabled;
    if (start.disabled) put(notice, h("p", { className: "note" }, studio.readOnly ? "This studio was started with --read-only." : "This studio cannot start runs: it was not started by the gradus command."));
    look();
  })().catch((fault) => put(problem, h("p", { className: "note bad" }, fault.message)));
  return () => {};
}
