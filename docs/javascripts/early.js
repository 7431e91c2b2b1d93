// Runs before anything is painted: leaves room for a panel that was open on the page before, so that nothing moves later.
(() => {
  "use strict";
  const root = document.documentElement;
  root.dataset.scripted = "";
  try {
    const open = sessionStorage.getItem("guide.panel") === "open" || new URLSearchParams(location.search).has("ask");
    if (open && !/\/chat\/(index\.html)?$/.test(location.pathname)) root.dataset.panel = "open";
  } catch {
    // A browser that forbids storage begins each page with the panel closed.
  }
})();
