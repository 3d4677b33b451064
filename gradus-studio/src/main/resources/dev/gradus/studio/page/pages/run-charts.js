// The charts of a run under one axis: loss, validation, rate with its plan, momentum, gradient norm, updates.

import { Chart, short } from "../charts/chart.js";
import { mapX, NONE } from "../charts/points.js";
import { h } from "../lib/dom.js";
import { whole } from "../lib/format.js";
import { keep, recall } from "../lib/prefs.js";
import { colors, faint, runColor, runDash } from "../lib/theme.js";

const MOST_LAYERS = 12;
const USUAL_UPDATE = -3;

export class RunCharts {
  constructor({ onCursor, onWindow, window }) {
    this.window = window;
    this.onWindow = onWindow;
    this.onCursor = onCursor;
    this.logX = recall("run.logX", false);
    this.logY = recall("run.logY", false);
    this.proposal = null;
    this.charts = new Map();
    this.element = h("div", { className: "charts" });
    this.toolbar = this.tools();
  }

  tools() {
    const toggle = (title, key) => h("button", {
      type: "button", ariaPressed: String(this[key]), onclick: (event) => {
        this[key] = !this[key];
        keep(`run.${key}`, this[key]);
        event.target.setAttribute("aria-pressed", String(this[key]));
        this.onWindow(this.window);
      },
    }, title);
    this.buttons = {
      whole: h("button", { type: "button", title: "The whole run, with the plan", onclick: () => this.view({ kind: "whole" }) }, "Whole run"),
      done: h("button", { type: "button", title: "What is done so far", onclick: () => this.view({ kind: "done" }) }, "So far"),
      follow: h("button", { type: "button", title: "The newest steps, as they come", onclick: () => this.view({ kind: "follow" }) }, "Follow"),
    };
    this.press();
    return h("div", { className: "row tight", role: "group", ariaLabel: "View" }, Object.values(this.buttons), toggle("log step", "logX"), toggle("log loss", "logY"));
  }

  press() {
    for (const [kind, button] of Object.entries(this.buttons)) button.setAttribute("aria-pressed", String(this.window.kind === kind));
  }

  view(window) {
    this.window = window;
    this.press();
    this.onWindow(window);
  }

  width() {
    return Math.max(200, Math.min(2000, Math.round((this.element.clientWidth || 900) - 90)));
  }

  /** What part of the run to ask for. */
  query(series) {
    const across = this.logX ? { across: "logarithmic" } : {};
    const { kind, from, to } = this.window;
    if (kind === "zoom") return { from, to, ...across };
    if (!series || kind === "whole") return across;
    const next = Math.max(2, series.next);
    if (kind === "done") return { from: 0, to: next, ...across };
    const span = Math.max(20, Math.min(next, series.end * 0.1));
    return { from: Math.max(0, next - span), to: next + span * 0.08, ...across };
  }

  /** Draws a proposal over the running curve, until it is applied or withdrawn. */
  propose(proposal) {
    this.proposal = proposal;
    if (this.series) this.show(this.series);
  }

  show(series) {
    this.series = series;
    const shift = this.logX ? (points) => mapX(points ?? NONE, (x) => Math.max(1, x + 1)) : (points) => points ?? NONE;
    const ink = colors();
    const c = series.curves;
    const planned = series.planned;
    const validations = Object.keys(c).filter((name) => name.startsWith("validation ") && name !== "validation loss");
    this.order = [];
    const known = this.charts.size;
    this.draw("loss", { title: "Loss", height: 250 }, [
      { name: "batch", points: shift(c.loss), color: faint(ink.blue), width: 1 },
      { name: "smoothed", points: shift(c.smoothed), color: ink.blue, width: 2.6 },
      c["validation loss"] && { name: "validation", points: shift(c["validation loss"]), color: ink.vermilion, width: 2, dots: true },
      c["asked loss"] && { name: "on request", points: shift(c["asked loss"]), color: ink.purple, dots: "only" },
    ], series, this.logY);
    for (const name of validations) {
      const asked = c[name.replace("validation ", "asked ")];
      this.draw(name, { title: name[0].toUpperCase() + name.slice(1), height: 160 }, [
        { name: "validation", points: shift(c[name]), color: ink.green, width: 2, dots: true },
        asked && { name: "on request", points: shift(asked), color: ink.purple, dots: "only" },
      ], series);
    }
    const differs = planned.schedule && c.rate && differsFrom(planned.schedule, c.rate, planned.learningRate);
    this.draw("rate", { title: "Learning rate", height: 190, fromZero: true }, [
      differs && { name: "its schedule alone", points: shift(planned.schedule), color: ink.now, width: 1.3, dash: [3, 4], between: true },
      { name: "used", points: shift(c.rate), color: ink.vermilion, width: 2.2 },
      planned.learningRate?.x.length && { name: "planned", points: shift(planned.learningRate), color: ink.vermilion, width: 2, dash: [7, 5], between: true },
      this.proposed("learningRate", shift, ink),
    ], series);
    this.driven("momentum", "Momentum", ink.purple, c.momentum, planned.momentum, shift, series, ink);
    if (varies(c.weightDecay) || varies(planned.weightDecay) || this.proposal?.driven === "weightDecay") this.driven("weightDecay", "Weight decay", ink.orange, c.weightDecay, planned.weightDecay, shift, series, ink);
    this.draw("norm", { title: "Gradient norm", height: 150 }, [c.norm && { name: "norm", points: shift(c.norm), color: ink.green, width: 1.1 }], series, this.logY);
    this.updates(c, shift, series, ink);
    if (this.charts.size > known) this.element.append(...this.order.map((key) => this.charts.get(key).element));
  }

  /** The size of updates relative to the weights of each layer, where it was measured. */
  updates(c, shift, series, ink) {
    const all = Object.keys(c).filter((name) => name.startsWith("update "));
    if (!all.length) return;
    const shown = spread(all);
    const part = shown.length < all.length ? `, ${shown.length} of ${all.length} layers` : "";
    this.draw("updates", { title: `Updates relative to weights, log\u2081\u2080 of each layer's ratio${part}`, height: 190 }, [
      { name: "usual", points: shift({ x: [series.from, series.to], y: [USUAL_UPDATE, USUAL_UPDATE] }), color: ink.now, width: 1.3, dash: [3, 4], between: true },
      ...shown.map((name, i) => ({ name: name.slice("update ".length), points: shift(logarithms(c[name])), color: runColor(i), dash: runDash(i), width: 1.8 })),
    ], series);
  }

  driven(key, title, color, used, ahead, shift, series, ink) {
    if (!used && !ahead?.x.length) return;
    this.draw(key, { title, height: 140 }, [
      used && { name: "used", points: shift(used), color, width: 2 },
      ahead?.x.length && { name: "planned", points: shift(ahead), color, width: 1.8, dash: [7, 5], between: true },
      this.proposed(key, shift, ink),
    ], series);
  }

  proposed(driven, shift, ink) {
    if (this.proposal?.driven !== driven) return null;
    return { name: "as proposed", points: shift(this.proposal.after), color: ink.sky, width: 2.2, dash: [5, 3], between: true };
  }

  draw(key, options, curves, series, logY = false) {
    const all = curves.filter(Boolean);
    if (!all.length) return;
    this.order.push(key);
    let chart = this.charts.get(key);
    if (!chart) {
      chart = new Chart({
        ...options, sync: "run", onZoom: (from, to) => this.zoom(from, to), onReset: () => this.view({ kind: "whole" }),
        onCursor: (x) => this.onCursor(this.logX ? x - 1 : x), xAxis: (x) => short(this.logX ? x - 1 : x),
        xLabel: (x) => `step ${whole(Math.max(0, this.logX ? x - 1 : x))}`,
      });
      this.charts.set(key, chart);
    }
    const move = this.logX ? 1 : 0;
    const longer = this.proposal && this.window.kind === "whole" ? Math.max(series.to, this.proposal.end - 1) : series.to;
    chart.show({
      curves: all, from: Math.max(move, series.from + move), to: longer + move, logX: this.logX, logY, now: series.next - 0.5 + move,
      marks: series.marks.map((mark) => ({ step: mark.step + move, text: mark.text })),
    });
  }

  zoom(from, to) {
    const move = this.logX ? 1 : 0;
    const low = Math.max(0, from - move);
    const high = Math.max(low + 2, to - move);
    this.view({ kind: "zoom", from: low, to: high });
  }

  end() {
    for (const chart of this.charts.values()) chart.end();
  }
}

/** The first, the last and others between them, evenly: more lines cannot be told apart. */
function spread(names) {
  if (names.length <= MOST_LAYERS) return names;
  return Array.from({ length: MOST_LAYERS }, (_, i) => names[Math.floor((i * (names.length - 1)) / (MOST_LAYERS - 1))]);
}

/** A layer that did not change has no logarithm. */
function logarithms({ x, y }) {
  const changed = (_, i) => y[i] > 0;
  return { x: x.filter(changed), y: y.filter(changed).map(Math.log10) };
}

function varies(points) {
  return Boolean(points?.y.length) && points.y.some((value) => value !== points.y[0]);
}

/** Whether the rate differs from that of the schedule. */
function differsFrom(schedule, used, ahead) {
  const most = Math.max(...schedule.y, ...used.y);
  const far = (points) => points.x.some((x, i) => {
    const at = nearest(schedule, x);
    return at !== null && Math.abs(at - points.y[i]) > 0.01 * most;
  });
  return far(thin(used)) || (ahead ? far(thin(ahead)) : false);
}

function thin(points) {
  const stride = Math.max(1, Math.floor(points.x.length / 40));
  const keepAt = (_, i) => i % stride === 0;
  return { x: points.x.filter(keepAt), y: points.y.filter(keepAt) };
}

function nearest(points, x) {
  for (let i = 1; i < points.x.length; i++) {
    if (points.x[i] >= x) {
      const share = (x - points.x[i - 1]) / (points.x[i] - points.x[i - 1]);
      return points.y[i - 1] + share * (points.y[i] - points.y[i - 1]);
    }
  }
  return null;
}
