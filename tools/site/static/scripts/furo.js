// Replaces the script of Furo, which Debian ships unbundled, so that a browser cannot run it: light or dark as the system is, until the reader
// chooses.
(() => {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // a browser may forbid pages that are files to keep anything
    }
  };
  const show = () => {
    const theme = chosen();
    document.body.dataset.theme =
      theme === "light" || theme === "dark" ? theme : system.matches ? "dark" : "light";
  };
  const change = () => {
    const other = document.body.dataset.theme === "dark" ? "light" : "dark";
    document.body.dataset.theme = other;
    try {
      localStorage.setItem("theme", other);
    } catch {
      // It holds for this page alone.
    }
  };
  document.documentElement.classList.remove("no-js");
  show();
  system.addEventListener("change", show);
  document.querySelectorAll(".theme-toggle").forEach((button) => {
    button.addEventListener("click", change);
  });
})();
