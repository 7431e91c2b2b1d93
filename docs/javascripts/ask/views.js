// Shows the facts of an answer as its `view` says: a table, cards, a comparison, or steps to tick. What the facts hold comes from
// `quick-facts.json`; where that is of another release than the answer, the answer's text is all there is.
import { makeChip } from "./chips.js";
import { make } from "./dom.js";
import { loadFacts } from "./facts.js";
import { describeQuick } from "./failure.js";
import { renderInline } from "./markdown.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").QuickFact} QuickFact */
/** @typedef {(value: string) => Node} ShowValue */

/**
 * Sets the view of an answer before its text, and folds away what of the text the view says already.
 * @param {Answer} answer
 * @param {HTMLElement} text the answer's text; pieces carry the citation they rest on
 * @param {ShowValue} showValue
 */
export const addView = async (answer, text, showValue) => {
  const view = answer.view;
  if (!view?.ids.length) return;
  if (view.type === "steps") {
    for (const step of text.querySelectorAll("ol > li")) step.prepend(make("input", { type: "checkbox", class: "step-tick", "aria-label": "Done" }));
    return;
  }
  const file = await loadFacts();
  const facts = view.ids.map((id) => file.facts.find((fact) => fact.cite === id));
  if (file.release !== answer.release || facts.some((fact) => !fact)) return;
  const known = order(/** @type {QuickFact[]} */ (facts));
  /** @param {QuickFact} fact */
  const chip = (fact) => makeChip(describeQuick(fact, file));
  const shown = view.type === "table" && known.every((fact) => fact.cells) ? makeTable(known, chip, showValue) : makeCards(known, chip, showValue);
  shown.classList.add(`view-${view.type}`);
  fold(text, new Set(view.ids));
  text.before(shown);
};

/**
 * Of what is mistaken for each other, the recommended one first; rows about the same thing stay together.
 * @param {QuickFact[]} facts
 */
const order = (facts) => {
  const about = facts.map((fact) => cell(fact, "Workload"));
  return [...facts].sort(
    (a, b) => about.indexOf(cell(a, "Workload")) - about.indexOf(cell(b, "Workload")) || Number(b.recommended ?? false) - Number(a.recommended ?? false),
  );
};

/** @param {QuickFact} fact */
const badge = (fact) => fact.recommended && make("span", { class: "badge" }, "recommended");

/**
 * @param {QuickFact[]} facts
 * @param {(fact: QuickFact) => Node} chip
 * @param {ShowValue} showValue
 */
const makeTable = (facts, chip, showValue) => {
  const names = [...new Set(facts.flatMap((fact) => (fact.cells ?? []).map(([name]) => name)))];
  // What is the same in every row is said above them, once.
  const same = names.filter((name) => facts.length > 1 && new Set(facts.map((fact) => cell(fact, name))).size === 1);
  const columns = names.filter((name) => !same.includes(name));
  const head = make("tr", {}, ...columns.map((name) => make("th", { scope: "col" }, name)), make("th", { scope: "col" }, "Fact"));
  const rows = facts.map((fact) =>
    make("tr", {}, ...columns.map((name) => make("td", { "data-label": name }, showCell(cell(fact, name), showValue))), make("td", { "data-label": "Fact" }, chip(fact), " ", badge(fact))),
  );
  return make(
    "div",
    { class: "view", tabindex: "0", role: "region", "aria-label": "The facts as a table" },
    ...same.map((name) => make("p", { class: "view-same" }, `${name}: `, ...renderInline(cell(facts[0], name)))),
    make("table", { class: "view-rows" }, make("thead", {}, head), make("tbody", {}, ...rows)),
  );
};

/** @param {QuickFact} fact @param {string} name */
const cell = (fact, name) => fact.cells?.find(([own]) => own === name)?.[1] ?? "—";

/** @param {string} value @param {ShowValue} showValue */
const showCell = (value, showValue) => {
  const position = /^\**(On|Off)\**$/.exec(value)?.[1];
  if (position) return make("span", { class: `switch ${position.toLowerCase()}` }, position);
  return make("span", {}, ...renderInline(value, showValue));
};

/**
 * @param {QuickFact[]} facts
 * @param {(fact: QuickFact) => Node} chip
 * @param {ShowValue} showValue
 */
const makeCards = (facts, chip, showValue) =>
  make(
    "ul",
    { class: "view" },
    ...facts.map((fact) =>
      make(
        "li",
        { class: "view-card", "data-fact": fact.cite },
        make("strong", {}, ...renderInline(fact.title)),
        badge(fact),
        make("p", {}, ...(fact.value ? [showCell(fact.value, showValue)] : renderInline(fact.text, showValue))),
        chip(fact),
      ),
    ),
  );

/**
 * @param {HTMLElement} text
 * @param {Set<string>} said citations that the view shows
 */
const fold = (text, said) => {
  const covered = [...text.children].filter((piece) => {
    const cites = [...piece.querySelectorAll("[data-fact]")].map((one) => /** @type {HTMLElement} */ (one).dataset.fact ?? "");
    return cites.length > 0 && cites.every((cite) => said.has(cite));
  });
  if (covered.length) text.append(make("details", { class: "turn-more" }, make("summary", {}, "The same in sentences"), ...covered));
};
