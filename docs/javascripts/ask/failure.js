// Shows why a question got no answer at all: nothing answers on this host, the server is away, or it did not take the question.
import { make } from "./dom.js";
import { loadFacts, matchFacts } from "./facts.js";
import { makeChip } from "./chips.js";
import { renderInline } from "./markdown.js";
import { endpoint } from "./site.js";

/** @typedef {import("./types.js").Turn} Turn */
/** @typedef {import("./types.js").QuickFact} QuickFact */

/**
 * @param {QuickFact} fact
 * @param {import("./types.js").FactFile} file
 * @returns {import("./types.js").Shown}
 */
export const describeQuick = (fact, file) => ({
  cite: fact.cite,
  title: fact.title,
  url: fact.url,
  text: fact.text,
  where: fact.place,
  source: file.sources[fact.source]?.title ?? "",
  sourceUrl: file.sources[fact.source]?.url ?? "",
  release: file.release,
});

/**
 * @param {Turn} turn
 * @param {import("./turn.js").Actions} actions
 */
export const renderFailure = (turn, actions) => {
  const box = make("div", { class: "turn-answer turn-refusal turn-failure" });
  const search = make("button", { type: "button", class: "action" }, "Find facts and pages");
  search.addEventListener("click", () => actions.search(turn.question));
  const again = make("button", { type: "button", class: "action" }, "Ask again");
  again.addEventListener("click", () => actions.retry(turn));
  if (turn.failure === "missing") {
    box.append(
      make("p", { class: "turn-verdict" }, "Nothing answers here"),
      make("p", {}, "This copy of the site has no answering server at ", make("code", {}, endpoint().href), ". Pages and facts are found all the same."),
    );
  } else if (turn.failure.startsWith("refused: ")) {
    box.append(make("p", { class: "turn-verdict" }, "The question was not taken"), make("p", {}, turn.failure.slice(9)));
  } else if (turn.failure === "busy") {
    box.append(make("p", { class: "turn-verdict" }, "Too many questions at once"), make("p", {}, "Your question is still here. Ask it again in a moment."));
  } else {
    box.append(
      make("p", { class: "turn-verdict" }, "The server does not answer"),
      make("p", {}, "Your question is still here. Pages and facts are found without the server."),
    );
  }
  const found = make("div", { class: "turn-elsewhere" });
  box.append(found, make("p", { class: "actions" }, turn.failure.startsWith("refused") ? null : search, turn.failure === "missing" ? null : again));
  if (!turn.failure.startsWith("refused")) void addMatches(found, turn.question);
  return box;
};

/**
 * @param {HTMLElement} place
 * @param {string} question
 */
const addMatches = async (place, question) => {
  const file = await loadFacts().catch(() => null);
  const facts = file ? matchFacts(file, question, 4) : [];
  if (!file || !facts.length) return;
  const items = facts.map((fact) => make("li", {}, ...renderInline(fact.text), "\u00a0", makeChip(describeQuick(fact, file))));
  place.append(make("h4", {}, "Facts with these words"), make("ul", {}, ...items));
};
