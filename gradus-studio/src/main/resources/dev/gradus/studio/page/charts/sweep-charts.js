// A sweep's two pictures: a setting against a metric, and all settings side by side.

import { h, svg } from "../lib/dom.js";
import { number } from "../lib/format.js";
import { colors } from "../lib/theme.js";
import { scale } from "./scale.js";

const HEIGHT = 300;
const BESIDE = 190;
const LEFT = 70;
const RIGHT = 30;
const TOP = 28;
const BOTTOM = 42;

const LETTER = 6.8;
const LONGEST = 22;

const across = (width, at, left = LEFT, right = RIGHT) => left + at * (width - left - right);
const down = (at) => HEIGHT - BOTTOM - at * (HEIGHT - TOP - BOTTOM);

function picture(width, title, label, ...content) {
  return h("section", { className: "sheet chart" }, h("div", { className: "title" }, h("h2", {}, title)),
    h("div", { className: "plot scroll" }, svg("svg", { class: "sweep-chart", viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": label }, content)));
}

/** A setting against a metric: each run a dot, the mean of a point's runs a bar, the best point filled. */
export function settingChart(width, points, axis, metric, best) {
  const ink = colors();
  const shown = points.filter((point) => point.values.length);
  const x = scale(points.map((point) => point.settings[axis]));
  const y = scale(shown.flatMap((point) => point.values), 5);
  const dots = shown.flatMap((point) => {
    const { mean, values } = point;
    const at = across(width, x.at(point.settings[axis]));
    const color = point === best ? ink.vermilion : ink.blue;
    const title = svg("title", {}, `${axis} ${point.settings[axis]}: ${metric} ${number(mean)}${values.length > 1 ? `, from ${number(Math.min(...values))} to ${number(Math.max(...values))}` : ""}`);
    return [svg("g", {}, title,
      svg("line", { x1: at, x2: at, y1: down(y.at(Math.min(...values))), y2: down(y.at(Math.max(...values))), stroke: color, "stroke-width": 2, opacity: 0.5 }),
      values.map((value) => svg("circle", { cx: at, cy: down(y.at(value)), r: 4, fill: color, opacity: 0.55 })),
      mean === null ? null : svg("line", { x1: at - 9, x2: at + 9, y1: down(y.at(mean)), y2: down(y.at(mean)), stroke: color, "stroke-width": 3 }))];
  });
  return picture(width, `${metric} by ${axis}`, `${metric} of each run by ${axis}`,
    x.ticks.map((tick) => [
      svg("line", { class: "grid", x1: across(width, tick.at), x2: across(width, tick.at), y1: TOP, y2: HEIGHT - BOTTOM }),
      svg("text", { x: across(width, tick.at), y: HEIGHT - BOTTOM + 18, "text-anchor": "middle" }, tick.text)]),
    levels(width, y), dots,
    svg("text", { class: "dim", x: width - RIGHT, y: HEIGHT - 6, "text-anchor": "end" }, axis + (x.logarithmic ? ", logarithmic" : "")));
}

function levels(width, y) {
  return y.ticks.map((tick) => [
    svg("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: down(tick.at), y2: down(tick.at) }),
    svg("text", { x: LEFT - 8, y: down(tick.at) + 4, "text-anchor": "end" }, tick.text)]);
}

/** Parallel coordinates: a line for each point through its settings to its metric, the best on top. */
export function parallelChart(available, points, axes, metric, best) {
  const ink = colors();
  const shown = points.filter((point) => point.mean !== null);
  const names = [...axes, metric];
  const width = Math.max(available, BESIDE * names.length); // a narrow screen scrolls it
  const value = (point, name) => (name === metric && !axes.includes(name) ? point.mean : point.settings[name]);
  const scales = names.map((name) => scale(shown.map((point) => value(point, name)), axes.includes(name) ? 9 : 5));
  const room = (scale) => Math.max(LEFT, 18 + LETTER * Math.max(...scale.ticks.map((tick) => cut(tick.text).length)));
  const [left, right] = [room(scales[0]), room(scales.at(-1))];
  const x = (index) => across(width, names.length > 1 ? index / (names.length - 1) : 0.5, left, right);
  const last = scales.length - 1;
  const lines = [...shown].sort((a, b) => (a === best) - (b === best)).map((point) => {
    const path = names.map((name, i) => `${i ? "L" : "M"}${x(i)} ${down(scales[i].at(value(point, name)))}`).join(" ");
    const isBest = point === best;
    return svg("path", { d: path, fill: "none", stroke: isBest ? ink.vermilion : ink.blue, "stroke-width": isBest ? 3 : 1.5, opacity: isBest ? 1 : Math.max(0.15, Math.min(0.6, 12 / shown.length)) },
      svg("title", {}, names.map((name) => `${name} ${name === metric ? number(value(point, name)) : value(point, name)}`).join(", ")));
  });
  return picture(width, "All settings", "Parallel coordinates of the points", lines,
    names.map((name, i) => [
      svg("line", { class: "axis", x1: x(i), x2: x(i), y1: TOP, y2: HEIGHT - BOTTOM }),
      svg("text", { class: "name", x: x(i), y: TOP - 12, "text-anchor": i === 0 ? "start" : i === last ? "end" : "middle" }, name),
      scales[i].ticks.map((tick) => label(tick, x(i), i === 0 ? "end" : "start", i > 0 && i < last))]));
}

/** Outside at the first and the last axis; between them on a plate of its own, so that no line crosses the words. */
function label(tick, x, anchor, plated) {
  const text = cut(tick.text);
  const y = down(tick.at);
  return svg("g", {}, svg("title", {}, tick.text),
    plated ? svg("rect", { class: "plate", x: x + 5, y: y - 9, width: LETTER * text.length + 6, height: 18, rx: 4 }) : null,
    svg("text", { class: "value", x: x + (anchor === "end" ? -8 : 8), y: y + 4, "text-anchor": anchor }, text));
}

function cut(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
