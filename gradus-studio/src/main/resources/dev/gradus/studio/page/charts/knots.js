// Handles on the knots of a schedule: dragged with the mouse or a finger, or moved by the arrow keys.

import { h } from "../lib/dom.js";
import { number, whole } from "../lib/format.js";
import { colors } from "../lib/theme.js";

export class KnotHandles {
  constructor(moved) {
    this.moved = moved;
    this.knots = null;
    this.layer = null;
    this.held = null;
  }

  show(knots, steps) {
    if (this.held !== null) return;
    this.knots = knots?.map((knot) => ({ ...knot })) ?? null;
    this.steps = steps;
    if (this.u) this.draw(this.u);
  }

  ready(u) {
    this.u = u;
    this.layer = u.over;
    this.draw(u);
  }

  draw(u) {
    if (!this.layer || u !== this.u) return;
    const handles = [...this.layer.querySelectorAll(".knot")];
    const count = this.knots?.length ?? 0;
    for (const extra of handles.slice(count)) extra.remove();
    for (let i = 0; i < count; i++) this.place(handles[i] ?? this.handle(i), i);
  }

  place(handle, i) {
    const { step, value } = this.knots[i];
    handle.style.left = `${this.u.valToPos(step, "x") - 8}px`;
    handle.style.top = `${this.u.valToPos(value, "y") - 8}px`;
    handle.style.borderColor = colors().blue;
    handle.style.background = colors().ground;
    handle.setAttribute("aria-label", `Knot ${i + 1} at step ${whole(step)}, ${number(value)}`);
  }

  handle(i) {
    const handle = h("button", { type: "button", className: "knot", style: { position: "absolute", width: "16px", height: "16px", borderRadius: "50%", border: "3px solid", padding: 0, cursor: "grab", zIndex: 5, touchAction: "none" } });
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      event.stopPropagation();
      handle.setPointerCapture(event.pointerId);
      this.held = i;
    });
    handle.addEventListener("mousedown", (event) => event.stopPropagation());
    handle.addEventListener("pointermove", (event) => {
      if (this.held !== i) return;
      const box = this.layer.getBoundingClientRect();
      this.move(i, this.u.posToVal(event.clientX - box.left, "x"), this.u.posToVal(event.clientY - box.top, "y"));
      this.place(handle, i);
    });
    handle.addEventListener("pointerup", () => {
      if (this.held !== i) return;
      this.held = null;
      this.moved(this.knots);
    });
    handle.addEventListener("keydown", (event) => {
      const span = this.u.scales.y.max - this.u.scales.y.min;
      const far = event.shiftKey ? 5 : 1;
      const change = { ArrowUp: [0, span / 100], ArrowDown: [0, -span / 100], ArrowLeft: [-this.steps / 200, 0], ArrowRight: [this.steps / 200, 0] }[event.key];
      if (!change) return;
      event.preventDefault();
      this.move(i, this.knots[i].step + far * change[0], this.knots[i].value + far * change[1]);
      this.place(handle, i);
      this.moved(this.knots);
    });
    this.layer.append(handle);
    return handle;
  }

  /** The first knot stays at step 0, and none passes its neighbours. */
  move(i, step, value) {
    const knot = this.knots[i];
    knot.value = Math.max(0, value);
    if (i === 0) return;
    const low = this.knots[i - 1].step;
    const high = this.knots[i + 1]?.step ?? this.steps;
    knot.step = Math.round(Math.max(low, Math.min(high, step)));
  }
}
