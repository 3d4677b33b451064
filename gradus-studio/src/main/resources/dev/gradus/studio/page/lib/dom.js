// Builds elements. Text is only ever inserted as text: nothing from a run is interpreted as HTML.

const SVG = "http://www.w3.org/2000/svg";

export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

export function svg(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") Object.assign(element.style, value);
    else if (name in element && !(element instanceof SVGElement) && name !== "list") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false) continue;
    element.append(child);
  }
}

/** Replaces the content; what had the focus keeps it if it is in the new content too. */
export function put(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  element.replaceChildren();
  append(element, children);
  if (focused && focused !== document.activeElement && element.contains(focused)) focused.focus({ preventScroll: true });
  return element;
}

export function debounce(millis, act) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...values), millis);
  };
}

export function toast(text, bad = false) {
  const all = document.getElementById("toasts");
  const one = h("div", { className: bad ? "toast bad" : "toast" }, text);
  all.append(one);
  setTimeout(() => one.remove(), bad ? 9000 : 5000);
}

export function field(label, input, hint) {
  return h("label", { className: "field" }, label, input, hint ? h("span", { className: "muted" }, hint) : null);
}

export function tabs(label, names, chosen, choose) {
  const list = h("div", { className: "tabs", role: "tablist", ariaLabel: label });
  const show = (name) => {
    for (const each of list.children) {
      const here = each.dataset.name === name;
      each.setAttribute("aria-selected", String(here));
      each.tabIndex = here ? 0 : -1;
    }
    choose(name);
  };
  for (const name of names) {
    list.append(h("button", { type: "button", role: "tab", "data-name": name, onclick: () => show(name) }, name));
  }
  list.addEventListener("keydown", (event) => {
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!move) return;
    const at = [...list.children].indexOf(document.activeElement);
    const next = list.children[(at + move + names.length) % names.length];
    next.focus();
    next.click();
  });
  show(chosen);
  return list;
}
