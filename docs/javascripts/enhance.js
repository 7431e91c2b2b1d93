// Adds what a page can do without: a copy button to every value worth copying (App IDs, the citation of a fact), and its
// heading to every table cell, so that narrow screens can show rows as cards.
(() => {
  "use strict";
  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

  const writeText = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    // Plain http on another host than loopback has no clipboard interface.
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) throw new Error("the browser refused to copy");
  };

  const addButton = (code) => {
    const text = code.textContent.trim();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-value";
    button.title = "Copy";
    button.setAttribute("aria-label", `Copy ${text}`);
    button.addEventListener("click", async () => {
      try {
        await writeText(text);
        button.dataset.state = "done";
        button.title = "Copied";
      } catch {
        button.dataset.state = "failed";
        button.title = "Select the text and copy it yourself";
      }
      setTimeout(() => { delete button.dataset.state; button.title = "Copy"; }, 1600);
    });
    const span = document.createElement("span");
    span.className = "copyable";
    code.classList.add("has-copy");
    code.replaceWith(span);
    span.append(code, button);
  };

  // The text of an answer is shown as it is; its App IDs are set as code here, so that they can be copied too.
  const markValues = () => {
    const value = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
    for (const answer of document.querySelectorAll(".answer-text")) {
      const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) found.push(walker.currentNode);
      for (let text of found) {
        if (text.parentElement.closest("code, a")) continue;
        for (let match; (match = value.exec(text.data)); ) {
          const rest = text.splitText(match.index).splitText(match[0].length);
          const code = document.createElement("code");
          code.append(rest.previousSibling);
          rest.before(code);
          text = rest;
        }
      }
    }
  };

  const addButtons = () => {
    for (const code of document.querySelectorAll(".md-typeset :not(pre) > code:not(.has-copy)")) {
      if (UUID.test(code.textContent.trim()) || code.classList.contains("fact-cite")) addButton(code);
    }
  };

  const labelCells = () => {
    for (const table of document.querySelectorAll(".md-typeset table:not([class])")) {
      const labels = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent.trim());
      for (const cell of table.querySelectorAll("tbody td")) {
        const span = document.createElement("span");
        span.className = "cell";
        span.append(...cell.childNodes);
        cell.append(span);
        cell.dataset.label = labels[cell.cellIndex] ?? "";
      }
      table.dataset.labelled = "";
    }
  };

  const enhance = () => { markValues(); addButtons(); labelCells(); };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
  else enhance();
})();
