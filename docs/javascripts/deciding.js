// @ts-check
/**
 * The decision helper. It decides nothing: every outcome for every combination of answers comes from `deciding.json`, which the build
 * writes from the facts; here the answers are read, the outcome is looked up and shown, and the address keeps the answers.
 */

import { addCopyButton, makeCopyButton } from "./copying.js";

/**
 * @typedef {{title: string, folded: boolean, facts: string[]}} Section
 * @typedef {{answers: Record<string, string>, result: string, detail: string, profile?: Record<string, string>, grounds: string[], sections: Section[]}} Outcome
 * @typedef {{id: string, title: string, outcomes: Outcome[]}} Decision
 * @typedef {{id: string, title: string, statement: string, url: string, value?: string, steps?: string[]}} Fact
 * @typedef {{release: string, decisions: Decision[], facts: Record<string, Fact>}} Decisions
 */

/**
 * An element with children; text stays text.
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

/**
 * The statement's text with its bold and its code as elements, and nothing else of it read as markup.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export const renderText = (text) =>
  text.split(/(\*\*[^*]+\*\*|`[^`]+`|\*[^*]+\*)/).map((part) => {
    if (part.length > 4 && part.startsWith("**")) return make("strong", {}, part.slice(2, -2));
    if (part.length > 2 && part.startsWith("`")) return make("code", {}, part.slice(1, -1));
    if (part.length > 2 && part.startsWith("*") && part.endsWith("*")) return make("em", {}, part.slice(1, -1));
    return part;
  });

/**
 * The answers of a form: only of questions that are asked.
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
const readAnswers = (form) =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));

/**
 * Asks the questions whose conditions hold, one after the other; returns whether all of them are answered.
 * @param {HTMLFormElement} form
 * @returns {boolean}
 */
const askQuestions = (form) => {
  let complete = true;
  for (const field of form.querySelectorAll("fieldset")) {
    const answers = readAnswers(form);
    const wanted = [...new URLSearchParams(field.dataset.askedWhen ?? "")];
    const asked = wanted.every(([name, value]) => answers[name] === value);
    field.hidden = field.disabled = !asked;
    if (asked && !field.querySelector("input:checked")) complete = false;
  }
  return complete;
};

/**
 * @param {Decision} decision
 * @param {Record<string, string>} answers
 * @returns {Outcome | undefined}
 */
const findOutcome = (decision, answers) =>
  decision.outcomes.find((outcome) => {
    const keys = Object.keys(outcome.answers);
    return keys.length === Object.keys(answers).length && keys.every((key) => outcome.answers[key] === answers[key]);
  });

/** @param {string} citation @param {Fact} fact @param {string} root */
const showFact = (citation, fact, root) => {
  const item = make("li", { "data-fact": citation }, ...renderText(fact.statement), "\u00a0");
  item.append(make("a", { class: "fact-id", href: root + fact.url, title: fact.title }, citation));
  if (fact.value) {
    const code = make("code", {}, fact.value);
    item.append(make("p", { class: "decide-value" }, code));
    addCopyButton(code);
  }
  if (fact.steps) {
    const { steps } = fact;
    const list = make("ol", {}, ...steps.map((step) => make("li", {}, ...renderText(step))));
    const plain = () => [`${fact.title} (${citation})`, ...steps.map((step, at) => `${at + 1}. ${step.replace(/\*\*?|`/g, "")}`)].join("\n");
    item.append(list, makeCopyButton(plain, "Copy the steps", "Copy steps"));
  }
  return item;
};

/** @param {HTMLFormElement} form @returns {HTMLElement} */
const showAnswers = (form) => {
  const list = make("ul", { class: "decide-answers" });
  for (const input of form.querySelectorAll("fieldset:not([disabled]) input:checked")) {
    const question = input.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
    list.append(make("li", {}, `${question} `, make("strong", {}, input.closest("label")?.textContent?.trim() ?? "")));
  }
  return list;
};

/** @param {HTMLFormElement} form @param {Decisions} data @param {Outcome} outcome */
const showOutcome = (form, data, outcome) => {
  const root = form.dataset.root ?? "";
  /** @param {string[]} citations */
  const list = (citations) => make("ul", { class: "decide-facts" }, ...citations.map((each) => showFact(each, data.facts[each], root)));
  const parts = [
    showAnswers(form),
    make("p", { class: "decide-headline" }, make("strong", {}, outcome.result), make("span", {}, outcome.detail)),
    make("h3", {}, "Because"),
    list(outcome.grounds),
  ];
  for (const section of outcome.sections) {
    const title = `${section.title} (${section.facts.length})`;
    if (section.folded) parts.push(make("details", {}, make("summary", {}, title), list(section.facts)));
    else parts.push(make("h3", {}, section.title), list(section.facts));
  }
  const print = make("button", { type: "button", class: "copy-words" }, "Print");
  print.addEventListener("click", () => window.print());
  const reset = make("button", { type: "reset", class: "copy-words" }, "Start again");
  const plan = new URLSearchParams(outcome.profile);
  if (plan.size) parts.push(make("p", {}, make("a", { href: `${root}guide/checklist/?${plan}` }, "The checklist for this")));
  parts.push(
    make("p", { class: "decide-actions" }, makeCopyButton(() => location.href, "Copy the address with these answers", "Copy link"), print, reset),
    make("p", { class: "decide-release" }, `Release ${data.release}. `, make("span", { class: "decide-address" }, location.href)),
  );
  return parts;
};

/** @param {HTMLFormElement[]} forms */
const keepInAddress = (forms) => {
  const query = new URLSearchParams(location.search);
  for (const input of document.querySelectorAll(".decide input")) query.delete(/** @type {HTMLInputElement} */ (input).name);
  for (const form of forms) for (const [name, value] of Object.entries(readAnswers(form))) query.set(name, value);
  const text = query.toString();
  history.replaceState(history.state, "", `${location.pathname}${text ? `?${text}` : ""}${location.hash}`);
};

/** @param {HTMLFormElement} form */
const readAddress = (form) => {
  const query = new URLSearchParams(location.search);
  // What was chosen before this script was there stays.
  for (const input of form.querySelectorAll("input")) if (query.has(input.name)) input.checked = query.get(input.name) === input.value;
};

const start = async () => {
  const forms = /** @type {HTMLFormElement[]} */ ([...document.querySelectorAll("form.decide")]);
  if (!forms.length) return;
  const places = new Map(forms.map((form) => [form, /** @type {HTMLElement} */ (form.querySelector(".decide-result"))]));
  const hints = new Map([...places].map(([form, place]) => [form, [...place.childNodes]]));
  /** @type {Decisions | null} */
  let data = null;

  /** @param {HTMLFormElement} form */
  const update = (form) => {
    const place = /** @type {HTMLElement} */ (places.get(form));
    const decision = data?.decisions.find((each) => each.id === form.dataset.decision);
    const outcome = askQuestions(form) && decision ? findOutcome(decision, readAnswers(form)) : undefined;
    for (const each of [form, place]) each.toggleAttribute("data-done", Boolean(outcome));
    if (data && outcome) place.replaceChildren(...showOutcome(form, data, outcome));
    else place.replaceChildren(...(hints.get(form) ?? []));
  };

  for (const form of forms) {
    readAddress(form);
    askQuestions(form);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => { askQuestions(form); keepInAddress(forms); update(form); });
    // The fields are empty only after the event.
    form.addEventListener("reset", () => setTimeout(() => { askQuestions(form); keepInAddress(forms); update(form); form.querySelector("input")?.focus(); }));
  }
  try {
    const response = await fetch(forms[0].dataset.source ?? "");
    if (!response.ok) throw new Error(`${response.status}`);
    data = await response.json();
  } catch {
    for (const place of places.values()) place.replaceChildren(make("p", {}, "The outcomes could not be loaded. Every one of them stands in the tables below."));
    return;
  }
  forms.forEach(update);
};

start();
