// Adds what a page can do without: a copy button to every value worth copying (App IDs, the citation of a fact) and to every
// procedure, and its heading to every table cell, so that narrow screens can show rows as cards. Runs before the page is painted.
(() => {
  "use strict";
  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

  /** @param {string} text */
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

  /**
   * @param {string} label
   * @param {() => string} text
   */
  const makeButton = (label, text) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-value";
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", async () => {
      try {
        await writeText(text());
        button.dataset.state = "done";
        button.title = "Copied";
      } catch {
        button.dataset.state = "failed";
        button.title = "Select the text and copy it yourself";
      }
      setTimeout(() => {
        delete button.dataset.state;
        button.title = label;
      }, 1600);
    });
    return button;
  };

  // The text of an answer is shown as it is; its App IDs are set as code here, so that they can be copied too.
  const markValues = () => {
    const value = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
    for (const answer of document.querySelectorAll(".answer-text")) {
      const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT);
      /** @type {Text[]} */
      const found = [];
      while (walker.nextNode()) found.push(/** @type {Text} */ (walker.currentNode));
      for (let text of found) {
        if (text.parentElement?.closest("code, a")) continue;
        for (let match; (match = value.exec(text.data)); ) {
          const middle = text.splitText(match.index);
          const rest = middle.splitText(match[0].length);
          const code = document.createElement("code");
          code.append(middle);
          rest.before(code);
          text = rest;
        }
      }
    }
  };

  const addButtons = () => {
    for (const code of document.querySelectorAll(".md-typeset :not(pre) > code:not(.has-copy)")) {
      const text = code.textContent?.trim() ?? "";
      if (!UUID.test(text) && !code.classList.contains("fact-cite")) continue;
      const span = document.createElement("span");
      span.className = "copyable";
      code.classList.add("has-copy");
      code.replaceWith(span);
      span.append(code, makeButton(`Copy ${text}`, () => text));
    }
    for (const procedure of document.querySelectorAll(".md-typeset .procedure")) {
      const title = procedure.querySelector("strong")?.textContent?.trim() ?? "";
      const id = procedure.querySelector(".fact-id")?.textContent?.trim() ?? "";
      const steps = [...procedure.querySelectorAll("ol > li")].map((step, at) => `${at + 1}. ${step.textContent?.replace(/\s+/g, " ").trim()}`);
      const button = makeButton(`Copy the steps of ${id}`, () => `${title} [${id}]\n\n${steps.join("\n")}\n`);
      button.classList.add("copy-steps");
      procedure.append(button);
    }
  };

  const labelCells = () => {
    for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll(".md-typeset table:not([class])"))) {
      const labels = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent?.trim());
      for (const cell of table.querySelectorAll("tbody td")) {
        const span = document.createElement("span");
        span.className = "cell";
        span.append(...cell.childNodes);
        cell.append(span);
        if (cell instanceof HTMLTableCellElement) cell.dataset.label = labels[cell.cellIndex] ?? "";
      }
      table.dataset.labelled = "";
    }
  };

  // This script stands at the end of the page, so that all of it is there already.
  markValues();
  addButtons();
  labelCells();
})();
