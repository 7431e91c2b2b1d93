// Under each fact on its page: its link, its file, and how to report a problem with it.
import { copyButton } from "./clipboard.js";
import { make } from "./dom.js";
import { loadFacts } from "./facts.js";
import { siteUrl } from "./site.js";

export const addFactTools = () => {
  for (const fact of document.querySelectorAll(".fact")) {
    const cite = fact.querySelector("code.fact-cite")?.textContent?.trim() ?? "";
    const anchor = fact.previousElementSibling?.id ?? "";
    if (/^[A-Z]+-[A-Z]+-\d{3}v\d+$/.test(cite) && anchor) fact.append(makeTools(fact, cite, anchor));
  }
};

/**
 * @param {Element} fact
 * @param {string} cite
 * @param {string} anchor
 */
const makeTools = (fact, cite, anchor) => {
  const id = cite.replace(/v\d+$/, "");
  const path = `kb/facts/${id.split("-")[1].toLowerCase()}/${id}.yaml`;
  const page = `${location.origin}${location.pathname}#${anchor}`;
  const note = make("div", { class: "fact-note", hidden: true });
  return make(
    "div",
    { class: "fact-tools" },
    copyButton("Copy link", () => siteUrl(`f/${cite}`), "link", `Copy the permalink of ${cite}`),
    // Where the site names places for these, it has links to them already.
    ...(fact.querySelector(".fact-offers") ? [] : [explainEditing(note, path), explainReporting(note, cite, page)]),
    note,
  );
};

/**
 * @param {HTMLElement} note
 * @param {string} path
 */
const explainEditing = (note, path) =>
  makeOpener("Edit this fact", note, () => [
    "This fact is written in ",
    make("code", {}, path),
    ". Change it there and send the change to whoever keeps this guide. ",
    copyButton("Copy the path", () => path),
  ]);

/**
 * @param {HTMLElement} note
 * @param {string} cite
 * @param {string} page
 */
const explainReporting = (note, cite, page) =>
  makeOpener("Report a problem", note, () => {
    const text = make("textarea", { rows: "4", "aria-label": "Report" });
    const report = (/** @type {string} */ release) => `Problem with ${cite} (release ${release})\n${page}\n\nWhat is wrong:\n\nWhat would be right, and where it says so:\n`;
    text.value = report("unknown");
    void loadFacts().then((file) => (text.value = text.value.replace("release unknown", `release ${file.release}`))).catch(() => null);
    return ["Complete this and send it to whoever keeps this guide.", text, copyButton("Copy the report", () => text.value)];
  });

/**
 * A button that opens the note with what it has to say, and closes it again.
 * @param {string} label
 * @param {HTMLElement} note
 * @param {() => (Node | string)[]} explain
 */
const makeOpener = (label, note, explain) => {
  const button = make("button", { type: "button", class: "tool", "aria-expanded": "false" }, label);
  button.addEventListener("click", () => {
    const open = !note.hidden && note.dataset.of === label;
    for (const other of button.parentElement?.querySelectorAll("[aria-expanded]") ?? []) other.setAttribute("aria-expanded", "false");
    note.hidden = open;
    note.dataset.of = label;
    button.setAttribute("aria-expanded", String(!open));
    if (!open) note.replaceChildren(...explain());
  });
  return button;
};
