// Under each fact on its page: its link, its file, and how to report a problem with it.
import { copyButton } from "./clipboard.js";
import { make } from "./dom.js";
import { loadFacts } from "./facts.js";
import { setting, siteUrl, webUrl } from "./site.js";

export const addFactTools = () => {
  for (const fact of document.querySelectorAll(".fact")) {
    const cite = fact.querySelector("code.fact-cite")?.textContent?.trim() ?? "";
    const anchor = fact.previousElementSibling?.id ?? "";
    if (/^ZM-[A-Z]+-\d{3}v\d+$/.test(cite) && anchor) fact.append(makeTools(fact, cite, anchor));
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
  const values = { id: cite, path, page };
  const steps = [...fact.querySelectorAll(":scope > ol > li")].map((step, at) => `${at + 1}. ${step.textContent?.replace(/\s+/g, " ").trim()}`);
  const note = make("div", { class: "fact-note", hidden: true });
  return make(
    "div",
    { class: "fact-tools" },
    copyButton("Copy link", () => siteUrl(`f/${cite}`), "link", `Copy the permalink of ${cite}`),
    steps.length > 0 && copyButton("Copy steps", () => `${steps.join("\n")}\n\n${cite}\n`),
    makeLink("Edit this fact", "edit-fact", values, note, () => [
      "This fact is written in ",
      make("code", {}, path),
      ". Change it there and send the change to whoever keeps this guide. ",
      copyButton("Copy the path", () => path),
    ]),
    makeLink("Report a problem", "report-problem", values, note, () => {
      const text = make("textarea", { rows: "4", "aria-label": "Report" });
      const report = (/** @type {string} */ release) => `Problem with ${cite} (release ${release})\n${page}\n\nWhat is wrong:\n\nWhat would be right, and where it says so:\n`;
      text.value = report("unknown");
      void loadFacts().then((file) => (text.value = text.value.replace("release unknown", `release ${file.release}`))).catch(() => null);
      return ["Complete this and send it to whoever keeps this guide.", text, copyButton("Copy the report", () => text.value)];
    }),
    note,
  );
};

/**
 * A link where the build named a place for it; else a button that says what to do without one.
 * @param {string} label
 * @param {string} name
 * @param {Record<string, string>} values
 * @param {HTMLElement} note
 * @param {() => (Node | string)[]} explain
 */
const makeLink = (label, name, values, note, explain) => {
  const pattern = setting(name);
  const href = pattern && webUrl(pattern.replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(values[key] ?? "").replace(/%2F/g, "/")));
  if (href) return make("a", { class: "tool", href, rel: "noopener" }, label);
  const button = make("button", { type: "button", class: "tool", "aria-expanded": "false" }, label);
  button.addEventListener("click", () => {
    const open = !note.hidden && note.dataset.of === name;
    for (const other of button.parentElement?.querySelectorAll("[aria-expanded]") ?? []) other.setAttribute("aria-expanded", "false");
    note.hidden = open;
    note.dataset.of = name;
    button.setAttribute("aria-expanded", String(!open));
    if (!open) note.replaceChildren(...explain());
  });
  return button;
};

