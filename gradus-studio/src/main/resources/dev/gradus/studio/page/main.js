// Which page is shown. A page is a function that fills the main element and returns a function that closes it. Its
// module is loaded when it is first shown, so that the table of runs does not wait for the charts.

import { connect } from "./lib/live.js";
import { put, h } from "./lib/dom.js";
import { startTheme } from "./lib/theme.js";

const PAGES = {
  runs: async () => (await import("./pages/runs.js")).runsPage,
  run: async () => (await import("./pages/run.js")).runPage,
  compare: async () => (await import("./pages/compare.js")).comparePage,
  sweeps: async () => (await import("./pages/sweeps.js")).sweepsPage,
  workshop: async () => (await import("./pages/workshop.js")).workshopPage,
  new: async () => (await import("./pages/new.js")).newPage,
};
const LATER = 1500;
let end = () => {};
let shown = 0;

async function show() {
  const turn = ++shown;
  const [, name = "", argument = ""] = location.hash.split("/");
  const page = Object.hasOwn(PAGES, name) ? name : "runs";
  const main = document.getElementById("main");
  end();
  end = () => {};
  put(main);
  for (const link of document.querySelectorAll(".bar nav a")) {
    const here = link.dataset.page === page || (page === "run" && link.dataset.page === "runs");
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = "Gradus Studio";
  scrollTo(0, 0);
  try {
    const fill = await PAGES[page]();
    if (turn === shown) end = fill(main, decodeURIComponent(argument)) ?? (() => {});
  } catch (fault) {
    if (turn === shown) put(main, h("p", { className: "note bad" }, `The page cannot be shown: ${fault.message}`));
  }
}

startTheme();
addEventListener("hashchange", () => {
  show();
  document.getElementById("main").focus({ preventScroll: true });
});
show();
connect();
addEventListener("load", () => setTimeout(() => Object.values(PAGES).forEach((load) => load().catch(() => {})), LATER));
