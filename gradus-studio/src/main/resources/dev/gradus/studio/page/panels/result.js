// The evaluation of the trained network, once the run is over: measured in a separate process.

import { post } from "../lib/api.js";
import { h, put, toast } from "../lib/dom.js";
import { measure, number, whole } from "../lib/format.js";

const SIDE = 56;

export function resultPanel({ state }) {
  const body = h("div", { className: "body stack" });
  const element = h("section", { className: "sheet hidden", ariaLabel: "Result" }, h("div", { className: "head" }, h("h2", {}, "Result")), body);
  const result = h("div", { className: "scroll" });
  const button = h("button", { type: "button", onclick: () => evaluate() }, "Evaluate on the data of the run");
  let ready = false;

  async function evaluate() {
    button.disabled = true;
    put(result, h("p", { className: "muted" }, "being measured …"));
    try {
      let answer = await post("/api/run/measure", { id: state.id });
      while (answer.running) answer = await post("/api/run/measure", { id: state.id });
      draw(JSON.parse(answer.json.slice(answer.json.indexOf("{"))));
    } catch (fault) {
      put(result);
      toast(fault.message, true);
    }
    button.disabled = false;
  }

  function draw(measured) {
    const numbers = Object.entries(measured).filter(([, value]) => typeof value === "number");
    const { confusion, learnedRows, notes = [] } = measured;
    const names = Array.isArray(measured.classes) ? measured.classes : confusion?.map((_, i) => String(i)) ?? [];
    const most = confusion ? Math.max(...confusion.flat()) : 1;
    put(result, h("p", {}, numbers.map(([name, value]) => `${measure(name, names)} ${name === "examples" ? whole(value) : number(value)}`).join(" · ")),
      notes.map((note) => h("p", { className: "small" }, note)),
      learnedRows?.found ? h("p", { className: "small" }, `The model learned from some of these rows (${learnedRows.found} of a sample of ${learnedRows.sampled} are here), so other rows may give worse results.`) : null,
      confusion ? h("table", { className: "confusion" }, h("caption", { className: "small muted" }, "Rows: true class. Columns: predicted class."),
        h("thead", {}, h("tr", {}, h("th", {}), names.map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, confusion.map((row, i) => h("tr", {}, h("th", { scope: "row" }, names[i]), row.map((count, j) => h("td", {
          style: { background: `color-mix(in srgb, ${i === j ? "var(--good)" : "var(--bad)"} ${count ? Math.round(12 + 60 * Math.sqrt(count / most)) : 0}%, transparent)` },
        }, count ? whole(count) : "")))))) : null,
      measured.mistakes?.length ? mistakes(measured) : null);
  }
  return {
    element,
    update() {
      const over = state.row.state === "ended" && state.starts && !state.readOnly;
      element.classList.toggle("hidden", !over);
      if (over && !ready) {
        ready = true;
        put(body, h("div", { className: "row" }, button), h("p", { className: "small muted" }, "Starts gradus evaluate on the data of the run."), result);
      }
    },
  };
}

/** The predictions that are most wrong: pictures where the inputs are, else where the rows are. */
function mistakes({ mistakes: worst, wrong }) {
  const text = (value) => (Array.isArray(value) ? value.map((each) => number(each)).join(", ") : value);
  const caption = (each) => `${text(each.truth)} → ${text(each.predicted)}`;
  return h("div", { className: "stack" }, h("h3", {}, `The worst ${worst.length} of ${whole(wrong)} wrong predictions`),
    worst[0].image
      ? h("div", { className: "mistakes" }, worst.map((each) => h("figure", { title: each.place }, picture(each), h("figcaption", {}, caption(each)))))
      : h("table", { className: "small" }, h("thead", {}, h("tr", {}, ["Example", "True", "Predicted"].map((name) => h("th", { scope: "col" }, name)))),
        h("tbody", {}, worst.map((each) => h("tr", {}, h("td", {}, each.place), h("td", {}, text(each.truth)), h("td", {}, text(each.predicted)))))));
}

/** Draws an image, its darkest value black and its lightest white. */
function picture({ image: { shape: [channels, height, width], values }, truth, predicted }) {
  const canvas = h("canvas", { width, height, role: "img", ariaLabel: `${truth}, predicted ${predicted}`, style: { width: `${SIDE}px`, height: `${(SIDE * height) / width}px` } });
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const context = canvas.getContext("2d");
  const pixels = context.createImageData(width, height);
  for (let at = 0; at < width * height; at++) {
    for (let color = 0; color < 3; color++) {
      const value = values[(channels === 3 ? color : 0) * width * height + at];
      pixels.data[4 * at + color] = (255 * (value - low)) / span;
    }
    pixels.data[4 * at + 3] = 255;
  }
  context.putImageData(pixels, 0, 0);
  return canvas;
}
