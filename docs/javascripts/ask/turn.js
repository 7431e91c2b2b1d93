// Shows one turn of the conversation: the question, then an answer, a refusal, or what went wrong.
import { makeChip } from "./chips.js";
import { copyButton } from "./clipboard.js";
import { make } from "./dom.js";
import { toMarkdown, toPlain } from "./export.js";
import { renderInline } from "./markdown.js";
import { renderFailure } from "./failure.js";
import { askUrl, siteUrl, webUrl } from "./site.js";
import { describeFacts, traceBlocks } from "./sources.js";
import { addView } from "./views.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Turn} Turn */
/** @typedef {{ask: (question: string) => void, retry: (turn: Turn) => void, search: (words: string) => void, before: (turn: Turn) => string[]}} Actions */

/** Why there is no answer, said in few words, and where to look instead. */
const REFUSALS = {
  not_in_source: ["Not in the guide", "It was read for this, and leaves it out."],
  image_only: ["Only in a picture", "The guide has a picture of it and no words, so nothing is recorded."],
  no_match: ["No fact matches", "Nothing here says anything about it. Other words may, or another page."],
  ambiguous: ["Which one do you mean?", "The question fits several cases, and each has its own answer."],
  empty_question: ["How to ask", ""],
};

/**
 * @param {Turn} turn
 * @param {Actions} actions
 */
export const renderTurn = (turn, actions) => {
  const article = make("article", { class: "turn" }, make("h3", { class: "turn-question" }, turn.question));
  if (turn.answer) article.append(...renderAnswer(turn, turn.answer, actions));
  else if (turn.failure) article.append(renderFailure(turn, actions));
  else article.append(make("div", { class: "turn-waiting" }, make("span", {}), make("span", {}), make("span", {})));
  return article;
};

/**
 * @param {Turn} turn
 * @param {Answer} answer
 * @param {Actions} actions
 */
const renderAnswer = (turn, answer, actions) => {
  const talk = answer.reason === "small_talk" || answer.reason === "empty_question";
  const asksBack = answer.reason === "ambiguous";
  const refused = !answer.answered && !asksBack && !talk;
  const text = make("div", { class: "turn-text" }, ...renderBlocks(answer));
  const main = make("div", { class: `turn-answer${answer.answered || answer.reason === "small_talk" ? "" : " turn-refusal"}` });
  if (!answer.answered && answer.reason !== "small_talk") {
    const [title, why] = REFUSALS[/** @type {keyof typeof REFUSALS} */ (answer.reason)] ?? REFUSALS.no_match;
    main.append(make("p", { class: "turn-verdict" }, title), why && make("p", { class: "turn-why" }, why));
  }
  if (asksBack && answer.follow_ups.length) {
    // What was asked back is answered by one press; what each case says comes after.
    main.append(renderNext(answer, actions), make("details", { class: "turn-more" }, make("summary", {}, "What each of them says"), text));
  } else main.append(text);
  if (answer.unanswered?.length) main.append(renderOpen(answer.unanswered));
  if (answer.conflicts?.length) main.append(renderConflicts(answer));
  void addView(answer, text, makeValue).catch(() => null);
  /** @type {HTMLElement[]} */
  const parts = [main];
  if (answer.reason !== "small_talk") parts.push(renderTools(turn, answer, actions));
  if (refused) parts.push(renderElsewhere(turn, answer, actions));
  else if (answer.excerpts.length && !talk) parts.push(renderExcerpts(answer));
  if (answer.follow_ups.length && !asksBack) parts.push(renderNext(answer, actions));
  return parts;
};

/** @param {string[]} unanswered what of the question no fact answers */
const renderOpen = (unanswered) =>
  make(
    "div",
    { class: "turn-open", role: "note" },
    make("strong", {}, "Left open"),
    make("ul", {}, ...unanswered.map((part) => make("li", {}, ...renderInline(part)))),
    make("a", { href: siteUrl("reference/gaps/") }, "All that the guide leaves out"),
  );

/** @param {Answer} answer */
const renderConflicts = (answer) => {
  const facts = describeFacts(answer);
  const items = (answer.conflicts ?? []).map(({ ids, note }) => {
    const chips = ids.flatMap((id) => { const fact = facts.get(id); return fact ? ["\u00a0", makeChip(fact)] : []; });
    return make("li", {}, ...renderInline(note), ...chips);
  });
  return make("div", { class: "turn-open turn-conflicts", role: "note" }, make("strong", {}, "Sources disagree"), make("ul", {}, ...items));
};

/**
 * The answer's pieces; each stretch that rests on one fact ends in its chip.
 * @param {Answer} answer
 */
const renderBlocks = (answer) => {
  const facts = describeFacts(answer);
  const blocks = traceBlocks(answer);
  /** @type {HTMLElement[]} */
  const elements = [];
  blocks.forEach((block, at) => {
    const content = make("span", { class: "said", "data-fact": block.cite || null }, ...renderInline(block.text, makeValue));
    const fact = facts.get(block.cite);
    // Steps show their chip once, before the first of them.
    const first = block.cite && blocks[at - 1]?.cite !== block.cite;
    const last = blocks[at + 1]?.cite !== block.cite;
    const chip = fact && (blocks[at + 1]?.kind === "ordered" && !last ? first : last && block.kind !== "ordered") ? makeChip(fact) : null;
    if (block.kind === "paragraph") {
      elements.push(make("p", {}, content, chip && "\u00a0", chip));
      return;
    }
    const tag = block.kind === "ordered" ? "ol" : "ul";
    let list = elements.at(-1);
    if (list?.localName !== tag) elements.push((list = make(tag, { start: block.number > 1 ? String(block.number) : null })));
    list.append(make("li", {}, content, chip && "\u00a0", chip));
  });
  return elements;
};

/** @param {string} value a value worth copying gets a button for it */
const makeValue = (value) => {
  const code = make("code", {}, value);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) return code;
  const button = copyButton("Copy", () => value, "copy", `Copy ${value}`);
  button.classList.add("tool-value");
  button.setAttribute("aria-label", `Copy ${value}`);
  return make("span", { class: "value" }, code, button);
};

/**
 * @param {Turn} turn
 * @param {Answer} answer
 * @param {Actions} actions
 */
const renderTools = (turn, answer, actions) =>
  make(
    "div",
    { class: "turn-tools" },
    copyButton("Copy Markdown", () => toMarkdown(answer, turn.question), "copy", "Copy the answer with its citations, as Markdown"),
    copyButton("Copy text", () => toPlain(answer, turn.question), "copy", "Copy the answer with its citations, as plain text"),
    copyButton("Copy link", () => askUrl(turn.question, actions.before(turn)), "link", "Copy a link to this question"),
  );

/** @param {Answer} answer */
const renderExcerpts = (answer) => {
  const facts = describeFacts(answer);
  const cited = answer.citations.length;
  const items = answer.excerpts.map((excerpt) => {
    const fact = facts.get(excerpt.id);
    const source = fact && webUrl(fact.sourceUrl);
    return make(
      "li",
      {},
      fact && makeChip(fact),
      " ",
      ...renderInline(excerpt.text),
      fact?.where && make("span", { class: "where" }, source ? make("a", { href: source, rel: "noopener" }, fact.source) : fact.source, `, ${fact.where}`),
      excerpt.source_text && make("blockquote", {}, excerpt.source_text),
    );
  });
  const count = cited === 1 ? "1 fact cited" : `${cited} facts cited`;
  const more = answer.excerpts.length - cited;
  return make("details", { class: "turn-more" }, make("summary", {}, count + (more > 0 ? `, ${more} more near` : "")), make("ul", {}, ...items));
};

/**
 * @param {Turn} turn
 * @param {Answer} answer
 * @param {Actions} actions
 */
const renderElsewhere = (turn, answer, actions) => {
  const facts = describeFacts(answer);
  const near = answer.excerpts.filter((excerpt) => !answer.citations.some((citation) => citation.id === excerpt.id)).slice(0, 3);
  const source = answer.citations.map((citation) => webUrl(citation.source.url)).find(Boolean);
  const search = make("button", { type: "button", class: "link" }, "find facts and pages");
  search.addEventListener("click", () => actions.search(turn.question));
  return make(
    "div",
    { class: "turn-elsewhere" },
    near.length > 0 && make("h4", {}, "Nearest facts"),
    near.length > 0 &&
      make("ul", {}, ...near.map(({ id, text }) => make("li", {}, ...renderInline(text), "\u00a0", makeChip(/** @type {any} */ (facts.get(id)))))),
    make("h4", {}, "Where to look"),
    make(
      "p",
      {},
      source && make("a", { href: source, rel: "noopener" }, "The guide itself, with its pictures"),
      source && ", ",
      make("a", { href: siteUrl("reference/gaps/") }, source ? "all it leaves out" : "What the guide leaves out"),
      ", or ",
      search,
      ".",
    ),
  );
};

/**
 * @param {Answer} answer
 * @param {Actions} actions
 */
const renderNext = (answer, actions) =>
  make(
    "div",
    { class: "turn-next" },
    make("h4", {}, answer.reason === "ambiguous" ? "Choose one" : "Ask next"),
    ...answer.follow_ups.map((question) => make("button", { type: "button", onclick: () => actions.ask(question) }, question)),
  );
