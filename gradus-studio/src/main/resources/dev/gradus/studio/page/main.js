// Which page is shown. A page is a function that fills the main element and returns a function that closes it.

import { connect } from "./lib/live.js";
import { put, h } from "./lib/dom.js";
import { startTheme } from "./lib/theme.js";
import { runsPage } from "./pages/runs.js";
import { runPage } from "./pages/run.js";
import { comparePage } from "./pages/compare.js";
import { sweepsPage } from "./pages/sweeps.js";
import { workshopPage } from "./pages/workshop.js";
import { newPage } from "./pages/new.js";

const PAGES = { runs: runsPage, run: runPage, compare: comparePage, sweeps: sweepsPage, workshop: workshopPage, new: newPage };
let end = () => {};

function show() {
  const [, name = "", argument = ""] = location.hash.split("/");
  const page = PAGES[name] ? name : "runs";
  const main = document.getElementById("main");
  end();
  put(main);
  for (const link of document.querySelectorAll(".bar nav a")) {
    const here = link.dataset.page === page || (page === "run" && link.dataset.page === "runs");
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = "Gradus Studio";
  scrollTo(0, 0);
  try {
    end = PAGES[page](main, decodeURIComponent(argument)) ?? (() => {});
  } catch (fault) {
    end = () => {};
    put(main, h("p", { className: "note bad" }, `The page cannot be shown: ${fault.message}`));
  }
}

startTheme();
addEventListener("hashchange", () => {
  show();
  document.getElementById("main").focus({ preventScroll: true });
});
show();
connect();
