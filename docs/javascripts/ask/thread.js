// The conversation as people see and continue it: the turns, and the field below them. The panel and the chat page both hold one.
import { addTurn, clearTurns, listTurns, questionsBefore, retryTurn, watchTurns } from "./conversation.js";
import { icon, make } from "./dom.js";
import { setting, siteUrl } from "./site.js";
import { renderTurn } from "./turn.js";

/** @typedef {import("./types.js").Turn} Turn */

/**
 * @param {{onsearch?: () => void}} [options] `onsearch` is called before the box of the header takes the words
 * @returns {{element: HTMLElement, field: HTMLTextAreaElement, ask: (question: string, options?: {fresh?: boolean, after?: string[]}) => void, showLast: () => void}}
 */
export const makeThread = ({ onsearch } = {}) => {
  /** @type {Map<Turn, HTMLElement>} */
  const shown = new Map();
  const log = make("div", { class: "thread-log", tabindex: "0", role: "region", "aria-label": "Questions and answers" });
  const status = make("p", { class: "off-screen", role: "status" });
  const field = make("textarea", { rows: "1", maxlength: "8000", placeholder: "Ask a question", "aria-label": "Ask a question", enterkeyhint: "send" });
  const send = make("button", { type: "submit", class: "send", "aria-label": "Ask" }, icon("send"));
  const clear = make("button", { type: "button", class: "tool" }, icon("clear"), make("span", {}, "Clear"));
  const form = make(
    "form",
    { class: "thread-form" },
    make("div", { class: "thread-field" }, field, send),
    make("div", { class: "thread-foot" }, make("span", {}, "Kept in this browser tab only. ", make("a", { href: siteUrl("about/asking/") }, "How asking works")), clear),
  );
  const element = make("div", { class: "thread" }, log, status, form);

  /** @type {import("./turn.js").Actions} */
  const actions = {
    // A suggested question stands on its own; what was asked before would only confuse it.
    ask: (question) => ask(question, { fresh: true }),
    retry: (turn) => void retryTurn(turn),
    search: (words) => {
      onsearch?.();
      document.dispatchEvent(new CustomEvent("guide:find", { detail: words }));
    },
    before: questionsBefore,
  };

  /** @param {string} question @param {{fresh?: boolean, after?: string[]}} [options] */
  const ask = (question, options) => {
    if (question.trim()) void addTurn(question.trim(), options);
  };

  const welcome = () =>
    make(
      "div",
      { class: "thread-welcome" },
      make("p", { class: "thread-lead" }, setting("guide-description")),
      make("p", {}, "Each sentence of an answer comes from a fact, and names it. Where the guide does not say, so will the answer."),
      make("div", { class: "turn-next" }, ...setting("guide-questions").split("|").filter(Boolean).map((question) => make("button", { type: "button", onclick: () => actions.ask(question) }, question))),
    );

  /** @param {HTMLElement} turn */
  const bringUp = (turn) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // In the panel the log scrolls, on the chat page the page does: the browser knows which.
    turn.scrollIntoView({ block: "start", behavior: calm || document.visibilityState === "hidden" ? "auto" : "smooth" });
  };

  /** @param {Turn} turn */
  const show = (turn) => {
    const fresh = renderTurn(turn, actions);
    const old = shown.get(turn);
    const focused = old?.contains(document.activeElement);
    if (old) old.replaceWith(fresh);
    else {
      if (!shown.size) log.replaceChildren();
      log.append(fresh);
    }
    shown.set(turn, fresh);
    if (focused) field.focus();
    if (turn.answer) status.textContent = turn.answer.answered ? `Answered, ${turn.answer.citations.length} facts cited.` : "The guide does not say.";
    else status.textContent = turn.failure ? "No answer." : "Looking it up.";
    clear.hidden = false;
    return fresh;
  };

  const showAll = () => {
    shown.clear();
    log.replaceChildren(welcome());
    for (const turn of listTurns()) show(turn);
    status.textContent = "";
    clear.hidden = !shown.size;
  };

  watchTurns((turn) => {
    if (!turn) {
      showAll();
      return;
    }
    const begun = !shown.has(turn);
    const article = show(turn);
    article.classList.add("turn-new");
    if (begun || turn.answer || turn.failure) bringUp(article);
  });

  const fit = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
  };
  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(field.value);
    field.value = "";
    fit();
  });
  clear.addEventListener("click", () => {
    clearTurns();
    field.focus();
  });
  showAll();
  return { element, field, ask, showLast: () => [...shown.values()].at(-1)?.scrollIntoView({ block: "start" }) };
};
