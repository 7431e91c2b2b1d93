// @ts-check
/** Copy buttons for what people carry into a portal or a ticket: the steps of a procedure, and the values of a fact. */

import { addCopyButton, makeCopyButton } from "./copying.js";

const VALUES = ".md-typeset .fact dd code, .md-typeset .fact .value, .md-typeset table:not([class]) td code";

/**
 * The steps as numbered lines under their title.
 * @param {string} title
 * @param {Element} list
 * @returns {string}
 */
export const writeSteps = (title, list) => {
  const steps = [...list.children].map((step, at) => `${at + 1}. ${(step.textContent ?? "").replace(/\s+/g, " ").trim()}`);
  return [title, ...steps].join("\n");
};

/** @param {Element} block @param {Element} list @param {string} title */
const addStepsButton = (block, list, title) => {
  const button = makeCopyButton(() => writeSteps(title, list), "Copy the steps", "Copy steps");
  block.append(button);
};

const addAll = () => {
  for (const value of document.querySelectorAll(VALUES)) addCopyButton(value);
  for (const block of document.querySelectorAll(".md-typeset .procedure")) {
    const [head, list] = [block.querySelector(":scope > p"), block.querySelector(":scope > ol")];
    if (head && list && !block.querySelector(":scope > button")) addStepsButton(block, list, (head.textContent ?? "").replace(/\s+/g, " ").trim());
  }
  for (const fact of document.querySelectorAll(".md-typeset .fact")) {
    const [cite, list] = [fact.querySelector(".fact-cite"), fact.querySelector(":scope > ol")];
    const heading = fact.previousElementSibling?.firstChild?.textContent ?? "";
    if (cite && list) {
      const row = document.createElement("p");
      row.className = "fact-copy";
      list.after(row);
      addStepsButton(row, list, `${heading.trim()} ${(cite.textContent ?? "").trim()}`);
    }
  }
};

addAll();
