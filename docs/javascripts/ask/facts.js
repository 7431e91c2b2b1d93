// Facts and pages in short, read once when first needed: facts found by ID, value or words, pages by words. Works without the server.
import { siteUrl } from "./site.js";

/** @typedef {import("./types.js").FactFile} FactFile */
/** @typedef {import("./types.js").QuickFact} QuickFact */
/** @typedef {{title: string, url: string, part: string}} Place */

/** @type {Promise<FactFile> | null} */
let file = null;

/** @returns {Promise<FactFile>} rejected when it cannot be read; the next call tries again */
export const loadFacts = () => {
  file ??= fetch(siteUrl("quick-facts.json"))
    .then((response) => {
      if (!response.ok) throw new Error(`quick-facts.json: ${response.status}`);
      return response.json();
    })
    .catch((error) => {
      file = null;
      throw error;
    });
  return file;
};

const SMALL = new Set("a an and are as at be by can do does for from how i if in is it its me my of on or our that the their there to we what when where which who why will with you your".split(" "));

/** @param {string} text */
export const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * The facts that match what is being typed, best first.
 * @param {FactFile} facts
 * @param {string} typed
 * @param {number} [most]
 * @returns {QuickFact[]}
 */
export const matchFacts = ({ facts }, typed, most = 5) => {
  const text = typed.trim().toLowerCase();
  const id = text.replace(/[\s_-]+/g, "").replace(/^zm/, "").replace(/v\d+$/, "");
  const words = wordsOf(text).filter((word) => !SMALL.has(word));
  if (text.length < 2) return [];
  const rated = facts.map((fact, at) => ({ fact, at, score: rate(fact, text, id, words) }));
  return rated
    .filter(({ score }) => score > 0)
    // Of values that are mistaken for each other, the recommended one comes first.
    .sort((a, b) => b.score - a.score || Number(b.fact.recommended ?? false) - Number(a.fact.recommended ?? false) || a.at - b.at)
    .slice(0, most)
    .map(({ fact }) => fact);
};

/**
 * @param {QuickFact} fact
 * @param {string} text
 * @param {string} id
 * @param {string[]} words
 */
const rate = (fact, text, id, words) => {
  const bare = fact.id.toLowerCase().replace(/-/g, "").slice(2);
  if (/^[a-z]{3,}\d{0,3}$/.test(id) && bare.startsWith(id) && (/\d/.test(id) || text.startsWith("zm"))) return id === bare ? 100 : 60;
  if (/^\d{3}$/.test(text) && bare.endsWith(text)) return 20;
  // A piece of a UUID is rarely typed from its start: the end is what a screenshot shows.
  if (/^[0-9a-f-]{4,}$/.test(text) && /\d/.test(text) && fact.value.includes(text)) return fact.value.startsWith(text) ? 90 : 70;
  if (!words.length) return 0;
  const { title, value, statement } = readWords(fact);
  return rateWords(words, [[title, 4], [value, 4], [statement, 1.5]]);
};

/**
 * The pages, and places on pages, that match what is being typed, best first; of each page its best place.
 * @param {FactFile} facts
 * @param {string} typed
 * @param {number} [most]
 * @returns {Place[]}
 */
export const matchPages = ({ pages }, typed, most = 3) => {
  const words = wordsOf(typed).filter((word) => !SMALL.has(word));
  if (!words.length || typed.trim().length < 2) return [];
  const found = pages.map(({ title, url, part, about, places }) => {
    const named = wordsOf(title);
    const whole = { title, url, part, score: rateWords(words, [[named, 4], [wordsOf(about), 1]]) };
    const parts = places.map(([heading, anchor]) => ({
      title: heading,
      url: `${url}#${anchor}`,
      part: title,
      score: rateWords(words, [[wordsOf(heading), 3], [named, 1]]),
    }));
    return [whole, ...parts].reduce((best, one) => (one.score > best.score ? one : best));
  });
  return found.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).slice(0, most);
};

/**
 * @param {string[]} typed
 * @param {[string[], number][]} weighted words with what each is worth
 */
const rateWords = (typed, weighted) => {
  const scores = typed.map((word) => Math.max(...weighted.map(([words, weight]) => near(words, word) * weight)));
  const share = scores.filter(Boolean).length / typed.length;
  return share > 0.6 ? scores.reduce((sum, score) => sum + score, 0) * share ** 2 : 0;
};

/** @type {WeakMap<QuickFact, {title: string[], value: string[], statement: string[]}>} */
const read = new WeakMap();

/**
 * The words of a fact, taken apart once: a match is wanted between two keystrokes.
 * @param {QuickFact} fact
 */
const readWords = (fact) => {
  const known = read.get(fact) ?? { title: wordsOf(fact.title), value: wordsOf(fact.value), statement: [...new Set(wordsOf(fact.text))] };
  read.set(fact, known);
  return known;
};

/**
 * @param {string[]} words
 * @param {string} typed
 */
const near = (words, typed) => {
  if (words.includes(typed)) return 1;
  const stem = typed.length > 3 ? typed.replace(/s$/, "") : typed;
  return words.some((word) => word.startsWith(stem)) ? 0.8 : 0;
};

/**
 * Tells the page which release its reader last saw; nothing is shown here. A listener of `guide:release` may show what changed.
 * @param {string} release
 */
export const noteRelease = (release) => {
  try {
    const seen = localStorage.getItem("guide.release");
    if (seen === release) return;
    localStorage.setItem("guide.release", release);
    document.dispatchEvent(new CustomEvent("guide:release", { detail: { seen, release } }));
  } catch {
    // Without storage nobody can know what was seen.
  }
};
