// Adds what a page can do without: a copy button to every value worth copying (IDs, citations, values) and to every procedure,
// and its heading to every table cell, so that narrow screens can show rows as cards. Runs before the page is painted.
(() => {
  "use strict";
  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  const VALUES = ".md-typeset .fact dd code, .md-typeset .fact .value, .md-typeset table:not([class]) td code";
  const SHOWN_FOR = 1600;

  /** @param {Element | null | undefined} element */
  const textOf = (element) => (element?.textContent ?? "").replace(/\s+/g, " ").trim();

  /** @param {string} text */
  const copyText = async (text) => {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    // Plain http on another host than loopback has no clipboard interface.
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "copy-area";
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) throw new Error("the browser refused to copy");
  };

  /**
   * @param {() => string} read
   * @param {string} label
   * @param {string} [words]
   */
  const makeCopyButton = (read, label, words) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = words ? "copy-words" : "copy-value";
    button.title = label;
    if (words) button.textContent = words;
    else button.setAttribute("aria-label", label);
    button.addEventListener("click", async () => {
      try {
        await copyText(read());
        button.dataset.state = "done";
        button.title = "Copied";
      } catch {
        button.dataset.state = "failed";
        button.title = "Select the text and copy it yourself";
      }
      if (words) button.textContent = button.title;
      setTimeout(() => {
        delete button.dataset.state;
        button.title = label;
        if (words) button.textContent = words;
      }, SHOWN_FOR);
    });
    return button;
  };

  /**
   * @param {Element} value
   * @param {string} [label]
   */
  const addCopyButton = (value, label) => {
    if (value.classList.contains("has-copy")) return;
    const text = value.textContent?.trim() ?? "";
    const span = document.createElement("span");
    span.className = "copyable";
    value.classList.add("has-copy");
    value.replaceWith(span);
    span.append(value, makeCopyButton(() => text, label ?? `Copy ${text}`));
  };

  // Without a public address the site cannot know where it lies when it is built; the browser does.
  const completeCitations = () => {
    for (const code of document.querySelectorAll(".cite[data-relative] code")) {
      code.textContent = (code.textContent ?? "").replace(/\/f\/(?=[A-Z]+-)/g, `${location.origin}/f/`);
    }
  };

  // Examples are written for the address where a server listens by default; here they name the one that served this page.
  const nameOrigin = () => {
    for (const code of document.querySelectorAll(".md-typeset code")) {
      const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = /** @type {Text} */ (walker.currentNode);
        if (text.data.includes("http://127.0.0.1:8000")) text.data = text.data.replaceAll("http://127.0.0.1:8000", location.origin);
      }
    }
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

  const addValueButtons = () => {
    for (const code of document.querySelectorAll(".md-typeset .cite code")) {
      addCopyButton(code, `Copy the citation as ${textOf(code.parentElement?.previousElementSibling)}`);
    }
    for (const code of document.querySelectorAll(".md-typeset :not(pre) > code")) {
      if (UUID.test(textOf(code)) || code.classList.contains("fact-cite")) addCopyButton(code);
    }
    for (const value of document.querySelectorAll(VALUES)) addCopyButton(value);
  };

  /**
   * @param {Element} block
   * @param {Element} list
   * @param {string} title
   */
  const addStepsButton = (block, list, title) => {
    const steps = [...list.children].map((step, at) => `${at + 1}. ${textOf(step)}`);
    block.append(makeCopyButton(() => [title, ...steps].join("\n"), "Copy the steps", "Copy steps"));
  };

  const addStepsButtons = () => {
    for (const block of document.querySelectorAll(".md-typeset .procedure")) {
      const [head, list] = [block.querySelector(":scope > p"), block.querySelector(":scope > ol")];
      if (head && list) addStepsButton(block, list, textOf(head));
    }
    for (const fact of document.querySelectorAll(".md-typeset .fact")) {
      const [cite, list] = [fact.querySelector(".fact-cite"), fact.querySelector(":scope > ol")];
      if (!cite || !list) continue;
      const row = document.createElement("p");
      row.className = "fact-copy";
      list.after(row);
      addStepsButton(row, list, `${(fact.previousElementSibling?.firstChild?.textContent ?? "").trim()} ${textOf(cite)}`);
    }
  };

  const labelCells = () => {
    for (const table of /** @type {NodeListOf<HTMLTableElement>} */ (document.querySelectorAll(".md-typeset table:not([class])"))) {
      const labels = [...table.querySelectorAll("thead th")].map(textOf);
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

  Object.assign(window, { copying: { copyText, makeCopyButton, addCopyButton } });
  // This script stands at the end of the page, so that all of it is there already.
  completeCitations();
  nameOrigin();
  markValues();
  addValueButtons();
  addStepsButtons();
  labelCells();
})();
