// On the page for what is missing: pages whose addresses are near. The server adds them itself; a host of files cannot.
import { make } from "./dom.js";
import { ROOT } from "./site.js";

export const addNearPages = async () => {
  const place = document.querySelector("[data-near]");
  if (!place || place.children.length) return;
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".md-nav a[href], .md-tabs a[href]"));
  const wanted = pairsOf(location.pathname.slice(ROOT.pathname.length - 1));
  const pages = new Map([...links].filter((link) => link.origin === ROOT.origin && !link.hash).map((link) => [link.href, link]));
  const near = [...pages.values()]
    .map((link) => ({ link, score: likeness(wanted, pairsOf(link.pathname.slice(ROOT.pathname.length - 1))) }))
    .filter(({ score }) => score > 0.5)
    .sort((a, b) => b.score - a.score)
    .slice(0, 4);
  if (!near.length) return;
  const items = near.map(({ link }) => make("li", {}, make("a", { href: link.href }, link.textContent?.trim() || link.pathname)));
  place.append(make("h2", {}, "Pages that are near"), make("ul", {}, ...items));
};

/** @param {string} text */
const pairsOf = (text) => {
  const bare = text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  return new Set([...bare.slice(1)].map((character, at) => bare[at] + character));
};

/**
 * The share of letter pairs that two texts have in common, 0 to 1.
 * @param {Set<string>} one
 * @param {Set<string>} other
 */
const likeness = (one, other) => {
  const common = [...one].filter((pair) => other.has(pair)).length;
  return one.size + other.size ? (2 * common) / (one.size + other.size) : 0;
};
