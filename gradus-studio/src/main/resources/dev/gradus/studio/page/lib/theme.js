// Light and dark, and the colours of curves: Okabe and Ito's, which colour-blind people can tell apart.

import { keep, recall } from "./prefs.js";

const LIGHT = {
  blue: "#0072B2", vermilion: "#D55E00", green: "#009E73", purple: "#B9588D", orange: "#C98500", sky: "#3A9BD1", ink: "#333c48",
  text: "#586474", grid: "#e6eaef", now: "#8c97a5", ahead: "rgba(0,114,178,.045)", ground: "#ffffff",
};
const DARK = {
  blue: "#56B4E9", vermilion: "#FF8A4C", green: "#35CFA0", purple: "#E59CC6", orange: "#F0B429", sky: "#9AD4F5", ink: "#d5dde6",
  text: "#9aa8b8", grid: "#27313d", now: "#6d7b8b", ahead: "rgba(108,188,240,.06)", ground: "#171e27",
};
const CYCLE = ["blue", "vermilion", "green", "purple", "orange", "sky", "ink"];
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

const changed = new Set();

export function isDark() {
  return document.documentElement.dataset.theme === "dark";
}

export function colors() {
  return isDark() ? DARK : LIGHT;
}

export function runColor(index) {
  return colors()[CYCLE[index % CYCLE.length]];
}

export function runDash(index) {
  return DASHES[Math.floor(index / CYCLE.length) % DASHES.length];
}

export function faint(color, share = 0.28) {
  const part = (at) => parseInt(color.slice(at, at + 2), 16);
  return `rgba(${part(1)},${part(3)},${part(5)},${share})`;
}

export function onTheme(act) {
  changed.add(act);
  return () => changed.delete(act);
}

export function startTheme() {
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const chosen = recall("theme", "system");
    const dark = chosen === "dark" || (chosen === "system" && system.matches);
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    button.textContent = dark ? "☾" : "☀";
    button.title = dark ? "Dark; click for light" : "Light; click for dark";
    for (const act of [...changed]) act();
  };
  button.addEventListener("click", () => {
    keep("theme", isDark() ? "light" : "dark");
    show();
  });
  system.addEventListener("change", show);
  show();
}
