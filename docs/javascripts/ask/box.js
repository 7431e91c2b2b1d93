// The one box that asks and finds: facts and pages that match while typing, and Enter asks. A combobox as ARIA describes it.
import { isKnownMissing } from "./client.js";
import { icon, make } from "./dom.js";
import { loadFacts, matchFacts, matchPages, noteRelease, wordsOf } from "./facts.js";
import { siteUrl } from "./site.js";

/**
 * @param {HTMLFormElement} form holds the one input; its submission is left to the caller
 * @param {(question: string) => void} ask
 */
export const attachBox = (form, ask) => {
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const list = make("div", { class: "ask-matches", role: "listbox", id: "ask-matches", "aria-label": "Ask, facts and pages", hidden: true });
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" })) {
    input.setAttribute(name, value);
  }
  /** @type {HTMLElement[]} */
  let options = [];
  let active = -1;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  /** @param {number} at */
  const activate = (at) => {
    options[active]?.setAttribute("aria-selected", "false");
    active = at;
    options[active]?.setAttribute("aria-selected", "true");
    options[active]?.scrollIntoView({ block: "nearest" });
    if (options[active]) input.setAttribute("aria-activedescendant", options[active].id);
    else input.removeAttribute("aria-activedescendant");
  };

  const update = async () => {
    const typed = input.value.trim();
    const at = (asked += 1);
    if (!typed) {
      close();
      return;
    }
    const file = await loadFacts().catch(() => null);
    if (at !== asked) return;
    if (file) noteRelease(file.release);
    const facts = file ? matchFacts(file, typed) : [];
    const missing = isKnownMissing();
    const words = wordsOf(typed);
    const pages = file ? matchPages(file, typed) : [];
    options = [
      ...(missing ? [] : [makeAskOption(typed, () => submit())]),
      ...facts.map((fact, number) => {
        const link = make(
          "a",
          { class: "ask-match", role: "option", id: `ask-match-${number}`, href: siteUrl(fact.url), tabindex: "-1", "aria-selected": "false" },
          make("span", { class: "ask-match__title" }, ...markWords(fact.title, words), fact.recommended && " ", fact.recommended && make("span", { class: "badge" }, "recommended")),
          make("span", { class: "ask-match__id" }, fact.id),
          fact.value && make("span", { class: "ask-match__value" }, ...markWords(fact.value, words)),
        );
        link.addEventListener("click", close);
        return link;
      }),
      ...pages.map((page, number) => {
        const link = make(
          "a",
          { class: "ask-match ask-match--page", role: "option", id: `ask-page-${number}`, href: siteUrl(page.url), tabindex: "-1", "aria-selected": "false" },
          make("span", { class: "ask-match__title" }, ...markWords(page.title, words)),
          make("span", { class: "ask-match__id" }, page.part || "Page"),
        );
        link.addEventListener("click", close);
        return link;
      }),
    ];
    list.replaceChildren(...options);
    if (missing) {
      const found = options.length ? "facts and pages only" : "and no fact or page has these words";
      list.append(make("p", { class: "ask-note", role: "presentation" }, `No answering server on this host: ${found}.`));
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    activate(0);
  };

  const submit = () => {
    const question = input.value.trim();
    if (!question) return;
    if (isKnownMissing()) {
      options[0]?.click();
      return;
    }
    asked += 1;
    input.value = "";
    close();
    ask(question);
  };

  input.addEventListener("input", () => void update());
  input.addEventListener("focus", () => {
    void loadFacts().catch(() => null);
    if (input.value) void update();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(/** @type {Node | null} */ (event.relatedTarget))) close();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  input.addEventListener("keydown", (event) => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (open) activate((active + step + options.length) % options.length);
      else void update();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (open) close();
      else input.blur();
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      if (open && active > 0) options[active].click();
      else submit();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  // Somebody may have typed while this was being loaded.
  void loadFacts().catch(() => null);
  if (input.value && document.activeElement === input) void update();
};

/**
 * @param {string} typed
 * @param {() => void} act
 */
const makeAskOption = (typed, act) =>
  make(
    "div",
    { class: "ask-match ask-match--ask", role: "option", id: "ask-match-ask", "aria-selected": "false", onclick: act },
    make("span", { class: "ask-match__title" }, "Ask ", make("q", {}, typed)),
    icon("send"),
  );

/**
 * The text with the beginnings that were typed set off.
 * @param {string} text
 * @param {string[]} words
 */
const markWords = (text, words) =>
  text.split(/([\p{L}\p{N}]+)/u).map((piece) => {
    const lower = piece.toLowerCase();
    const word = words.filter((one) => one.length > 1 && lower.startsWith(one)).sort((a, b) => b.length - a.length)[0];
    return word ? make("span", {}, make("mark", {}, piece.slice(0, word.length)), piece.slice(word.length)) : piece;
  });
