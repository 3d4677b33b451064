// Draws behind and over a chart: what is still to come, marks of events, the best epoch.

export function drawBehind(u, look, colors) {
  if (look.now === undefined || look.now === null) return;
  const { left, top, width, height } = u.bbox;
  const x = Math.round(u.valToPos(look.now, "x", true));
  if (x >= left + width) return;
  const begin = Math.max(left, x);
  u.ctx.save();
  u.ctx.fillStyle = colors.ahead;
  u.ctx.fillRect(begin, top, left + width - begin, height);
  if (x >= left) {
    line(u.ctx, x, top, height, colors.now, []);
  }
  u.ctx.restore();
}

export function drawMarks(u, look, colors) {
  const { left, top, width, height } = u.bbox;
  const inside = (x) => x >= left - 1 && x <= left + width + 1;
  u.ctx.save();
  for (const mark of look.marks ?? []) {
    const x = Math.round(u.valToPos(mark.step, "x", true));
    if (!inside(x)) continue;
    line(u.ctx, x, top, height, colors.now, [2 * devicePixelRatio, 3 * devicePixelRatio]);
    const size = 4 * devicePixelRatio;
    u.ctx.fillStyle = colors.orange;
    u.ctx.beginPath();
    u.ctx.moveTo(x - size, top);
    u.ctx.lineTo(x + size, top);
    u.ctx.lineTo(x, top + 1.6 * size);
    u.ctx.fill();
  }
  u.ctx.restore();
}

/** The mark nearest to the cursor, if one is near. */
export function markNear(u, look) {
  let nearest = null;
  let distance = 7;
  for (const mark of look.marks ?? []) {
    const away = Math.abs(u.valToPos(mark.step, "x") - u.cursor.left);
    if (away < distance) {
      nearest = mark;
      distance = away;
    }
  }
  return nearest;
}

function line(context, x, top, height, color, dash) {
  context.strokeStyle = color;
  context.lineWidth = devicePixelRatio;
  context.setLineDash(dash);
  context.beginPath();
  context.moveTo(x + 0.5, top);
  context.lineTo(x + 0.5, top + height);
  context.stroke();
}
