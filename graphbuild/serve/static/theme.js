// Light or dark: the system's choice until the reader makes one. Runs before the page is drawn.
(() => {
  "use strict";
  const key = "graphbuild.theme";
  const read = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const set = (theme) => { if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme; };
  set(read());
  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    button.hidden = false;
    button.addEventListener("click", () => {
      const now = document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
      const next = now === "dark" ? "light" : "dark";
      set(next);
      try { localStorage.setItem(key, next); } catch { /* this visit only */ }
    });
  });
})();
