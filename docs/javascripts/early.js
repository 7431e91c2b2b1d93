// Runs before anything is painted: leaves room for a panel that was open on the page before, so that nothing moves later, and
// listens for the keys that ask, so that none is lost while the rest is being loaded.
(() => {
  "use strict";
  const root = document.documentElement;
  root.dataset.scripted = "";
  try {
    if (localStorage.getItem("guide.audit") === "on") root.dataset.audit = "";
    const open = sessionStorage.getItem("guide.panel") === "open" || new URLSearchParams(location.search).has("ask");
    if (open && !/\/chat\/(index\.html)?$/.test(location.pathname)) root.dataset.panel = "open";
  } catch {
    // A browser that forbids storage begins each page with the panel closed.
  }

  // The theme takes every other form of a page for another language, and would look for a map of it.
  for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[rel=alternate]"))) link.rel = "alternate nofollow";

  /** @param {EventTarget | null} target */
  const isTyping = (target) => target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.localName));

  // Before the theme hears of it: "/" and Ctrl-K or ⌘K ask and find.
  window.addEventListener(
    "keydown",
    (event) => {
      const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!slash && !command) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      // main.js takes this up, and knows of the panel; until it is there, the box itself will do.
      const taken = !document.dispatchEvent(new CustomEvent("guide:ask", { cancelable: true }));
      if (!taken) /** @type {HTMLElement | null} */ (document.querySelector("[data-ask-box] input"))?.focus();
    },
    { capture: true },
  );
})();
