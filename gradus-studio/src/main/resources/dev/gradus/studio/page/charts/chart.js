// A chart with a title that names its curves and their values at the cursor. It is mounted while it can be seen.

import uPlot from "../uplot/uPlot.esm.js";
import { h, put } from "../lib/dom.js";
import { number, whole } from "../lib/format.js";
import { colors } from "../lib/theme.js";
import { betweenAt, NONE, valueAt } from "./points.js";
import { drawBehind, drawMarks, markNear } from "./marks.js";

const NEAR = 14;
const MOST_DOTS = 150;
const AXIS_FONT = "11.5px system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif";

/**
 * title; height; sync: charts with the same key share the cursor; onZoom(from, to) and onReset();
 * onCursor(x); xLabel(x); yFormat.
 *
 * Curves: {name, points, color, width, dash, dots, between, quiet}.
 */
export class Chart {
  constructor(options) {
    this.options = { height: 190, ...options };
    this.look = { curves: [], marks: [] };
    this.legend = h("div", { className: "legend" });
    this.at = h("span", { className: "hidden" });
    this.plot = h("div", { className: "plot" });
    this.none = h("p", { className: "none small muted hidden" }, "There is no value here yet, or none that is finite.");
    this.tip = h("div", { className: "mark-tip hidden" });
    this.element = h("section", {
      className: "sheet chart", ariaLabel: this.options.title, tabIndex: 0, onkeydown: (event) => this.key(event),
    }, h("div", { className: "title" }, h("h2", {}, this.options.title), this.options.extra, h("span", { className: "grow" }), this.legend), this.plot, this.none, this.tip);
    this.plot.style.minHeight = `${this.options.height}px`;
    this.visible = false;
    this.watch = new IntersectionObserver((seen) => this.seen(seen.at(-1).isIntersecting), { rootMargin: "120px" });
    this.watch.observe(this.element);
    this.resize = new ResizeObserver(() => this.fit());
    this.resize.observe(this.plot);
  }

  /** Shows curves over a range; look: {curves, from, to, logX, logY, now, marks}. */
  show(look) {
    this.look = look;
    this.draw();
  }

  seen(visible) {
    this.visible = visible;
    if (visible) this.draw();
    else this.unmount();
  }

  unmount() {
    this.u?.destroy();
    this.u = undefined;
  }

  end() {
    this.watch.disconnect();
    this.resize.disconnect();
    this.unmount();
  }

  fit() {
    const width = this.plot.clientWidth - 12;
    if (this.u && width > 50 && Math.abs(width - this.u.width) > 1) this.u.setSize({ width, height: this.options.height });
  }

  shape() {
    const { curves, logX, logY } = this.look;
    return JSON.stringify([curves.map((c) => [c.name, c.color, c.dash, c.width, isDotted(c)]), logX, logY, colors().grid]);
  }

  draw() {
    this.name();
    this.none.classList.toggle("hidden", this.look.curves.some((curve) => curve.points?.x.length));
    const width = this.plot.clientWidth - 12;
    if (!this.visible || width < 50 || !this.look.curves.length) return;
    const shape = this.shape();
    if (this.u && shape !== this.drawn) this.unmount();
    const data = this.data();
    if (!this.u) {
      this.drawn = shape;
      this.u = new uPlot(this.uplot(width), data, this.plot);
      return;
    }
    this.u.setData(data, false);
    this.u.setScale("x", { min: this.look.from, max: this.look.to });
  }

  data() {
    const tables = this.look.curves.map((curve) => {
      const points = curve.points ?? NONE;
      return points.x.length ? [points.x, points.y] : [[this.look.from], [null]];
    });
    return uPlot.join(tables);
  }

  uplot(width) {
    const { look, options } = this;
    const ink = colors();
    const grid = { stroke: ink.grid, width: 1 };
    return {
      width,
      height: options.height,
      legend: { show: false },
      padding: [8, 22, 0, 0],
      scales: {
        x: { time: false, distr: look.logX ? 3 : 1, min: look.from, max: look.to, range: (u, min, max) => [min, max] },
        y: { distr: look.logY ? 3 : 1, range: look.logY ? undefined : (u, min, max) => this.range(min, max) },
      },
      axes: [
        { stroke: ink.text, grid, ticks: grid, font: AXIS_FONT, size: 30, values: (u, at) => at.map((x) => (x === null ? null : (options.xAxis ?? short)(x))) },
        { stroke: ink.text, grid, ticks: grid, font: AXIS_FONT, size: 62, values: (u, at) => at.map((y) => (y === null ? null : (options.yFormat ?? number)(y, 4))) },
      ],
      series: [{}, ...look.curves.map((curve) => this.series(curve))],
      cursor: {
        drag: { x: Boolean(options.onZoom), y: false, setScale: false },
        sync: options.sync ? { key: options.sync, scales: ["x", null], setSeries: false } : undefined,
        points: { show: false },
        y: false,
        bind: { dblclick: () => () => options.onReset?.() },
      },
      hooks: {
        drawClear: [(u) => drawBehind(u, this.look, colors())],
        draw: [(u) => { drawMarks(u, this.look, colors()); options.onDraw?.(u); }],
        setSelect: [(u) => this.zoomed(u)],
        setCursor: [(u) => this.moved(u)],
        ready: [(u) => { this.listen(u); options.onReady?.(u); }],
      },
    };
  }

  range(min, max) {
    if (min === null || max === null) return [0, 1];
    const room = (max - min || Math.abs(max) || 1) * 0.06;
    const low = this.options.fromZero && min >= 0 ? 0 : min - room;
    return [min >= 0 ? Math.max(0, low) : low, max + room];
  }

  series(curve) {
    return {
      label: curve.name,
      stroke: curve.color,
      width: curve.dots === "only" ? 0 : (curve.width ?? 1.5),
      dash: curve.dash?.length ? curve.dash : undefined,
      spanGaps: true,
      points: isDotted(curve) ? { show: true, size: curve.dots === "only" ? 7 : 5, fill: curve.color, stroke: curve.color } : { show: false },
      paths: curve.stairs ? uPlot.paths.stepped({ align: 1 }) : undefined,
    };
  }

  zoomed(u) {
    if (u.select.width < 4) return;
    const from = u.posToVal(u.select.left, "x");
    const to = u.posToVal(u.select.left + u.select.width, "x");
    u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.options.onZoom?.(from, to);
  }

  moved(u) {
    const { left } = u.cursor;
    if (left === undefined || left < 0) {
      this.tip.classList.add("hidden");
      this.name();
      return;
    }
    const x = u.posToVal(left, "x");
    this.name(x);
    this.options.onCursor?.(x, u);
    const mark = markNear(u, this.look);
    this.tip.classList.toggle("hidden", !mark);
    if (mark) {
      this.tip.textContent = `step ${whole(mark.step)}: ${mark.text}`;
      const room = this.element.clientWidth;
      const at = u.valToPos(mark.step, "x") + 76;
      this.tip.style.top = "3.1rem";
      this.tip.style.left = at > room * 0.6 ? "auto" : `${at}px`;
      this.tip.style.right = at > room * 0.6 ? `${room - at + 14}px` : "auto";
    }
  }

  /** A click on a line picks it; the end of a drag is no click. */
  listen(u) {
    let pressed = null;
    u.over.addEventListener("mousedown", (event) => { pressed = event.clientX; });
    u.over.addEventListener("click", (event) => {
      if (pressed !== null && Math.abs(event.clientX - pressed) < 4) this.pick(u, event.offsetX, event.offsetY);
    });
  }

  pick(u, left, top) {
    const x = u.posToVal(left, "x");
    const away = (curve) => {
      const value = betweenAt(curve.points ?? NONE, x);
      return value === null || value === undefined ? Infinity : Math.abs(u.valToPos(value, "y") - top);
    };
    const near = this.look.curves.filter((curve) => curve.onPick).map((curve) => ({ curve, away: away(curve) })).sort((a, b) => a.away - b.away)[0];
    if (near && near.away <= NEAR) near.curve.onPick();
  }

  /**
   * Names the curves, with their values at x or their last ones. While the curves are the same, only the values change: what
   * somebody is about to click stays where it is.
   */
  name(x) {
    this.named = this.look.curves.filter((curve) => !curve.quiet);
    const shape = JSON.stringify(this.named.map((curve) => [curve.name, curve.title, curve.color, swatch(curve), Boolean(curve.onPick)]));
    if (shape !== this.names?.shape) {
      this.names = { shape, entries: this.named.map((curve, i) => this.entry(curve, i)) };
      put(this.legend, this.at, this.names.entries.map((entry) => entry.element));
    }
    this.at.classList.toggle("hidden", x === undefined);
    this.at.textContent = x === undefined ? "" : (this.options.xLabel ?? ((at) => `step ${whole(at)}`))(x);
    this.named.forEach((curve, i) => this.value(curve, this.names.entries[i], x));
  }

  entry(curve, i) {
    const value = h("b");
    const props = curve.onPick ? { type: "button", className: "quiet", title: curve.title, onclick: () => this.named[i].onPick() } : { title: curve.title ?? curve.name };
    const line = h("i", { className: swatch(curve), style: { borderTopColor: curve.color } });
    return { value, element: h(curve.onPick ? "button" : "span", props, line, `${curve.name} `, value) };
  }

  value(curve, { element, value }, x) {
    const points = curve.points ?? NONE;
    const y = x === undefined ? points.y.at(-1) : curve.between ? betweenAt(points, x) : valueAt(points, x);
    const unsaid = x === undefined && curve.between;
    value.textContent = unsaid ? "" : y === null || y === undefined ? "–" : (this.options.yFormat ?? number)(y, 4);
    if (curve.onPick) element.ariaPressed = String(Boolean(curve.picked));
  }

  key(event) {
    if (!this.u || event.target !== this.element) return;
    const { from, to } = this.look;
    const at = this.u.cursor.left >= 0 ? this.u.cursor.left : this.u.over.clientWidth / 2;
    const stride = event.shiftKey ? 40 : 4;
    const middle = this.u.posToVal(at, "x");
    const acts = {
      ArrowLeft: () => this.move(at - stride),
      ArrowRight: () => this.move(at + stride),
      "+": () => this.options.onZoom?.(middle - (middle - from) / 2, middle + (to - middle) / 2),
      "-": () => this.options.onZoom?.(Math.max(0, middle - 2 * (middle - from)), middle + 2 * (to - middle)),
      0: () => this.options.onReset?.(),
    };
    if (acts[event.key]) {
      event.preventDefault();
      acts[event.key]();
    }
  }

  move(left) {
    const most = this.u.over.clientWidth;
    this.u.setCursor({ left: Math.max(0, Math.min(most, left)), top: this.u.over.clientHeight / 2 });
  }
}

function swatch(curve) {
  return curve.dots === "only" ? "swatch dots" : curve.dash?.length ? "swatch dash" : "swatch";
}

/** Of very many points the line alone is drawn, unless there is none. */
function isDotted(curve) {
  return curve.dots === "only" || Boolean(curve.dots && (curve.points ?? NONE).x.length <= MOST_DOTS);
}

export function short(value) {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(4))}M`;
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(4))}k`;
  return String(Number(value.toPrecision(6)));
}
