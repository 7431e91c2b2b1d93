// Reads the small part of Markdown that answers are written in, straight into elements. What it does not know stays text.
import { make } from "./dom.js";
import { webUrl } from "./site.js";

/**
 * A piece of an answer: a paragraph, or one item of a list.
 * @typedef {{kind: "paragraph" | "ordered" | "bullet", number: number, text: string}} Block
 */

/**
 * @param {string} markdown
 * @returns {Block[]}
 */
export const readBlocks = (markdown) => {
  /** @type {Block[]} */
  const blocks = [];
  let open = false;
  for (const line of markdown.replace(/\r\n?/g, "\n").split("\n")) {
    const item = /^\s*(?:(\d{1,4})[.)]|[-*+])\s+(.*)$/.exec(line);
    if (!line.trim()) open = false;
    else if (item) {
      blocks.push({ kind: item[1] ? "ordered" : "bullet", number: Number(item[1] ?? 0), text: item[2].trim() });
      open = true;
    } else if (open) blocks[blocks.length - 1].text += ` ${line.trim()}`;
    else {
      blocks.push({ kind: "paragraph", number: 0, text: line.trim() });
      open = true;
    }
  }
  return blocks;
};

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const INLINE = new RegExp(
  [
    "\\\\([\\\\`*_\\[\\]<>&#|~.:@!()+-])", // 1: an escaped mark
    "`([^`]+)`", // 2: code
    "\\*\\*([^*](?:.*?[^*])?)\\*\\*", // 3: strong
    "(?<![*\\w])\\*([^*\\s](?:[^*]*[^*\\s])?)\\*(?![*\\w])", // 4: emphasis
    "\\[([^\\]]+)\\]\\(([^)\\s]+)\\)", // 5, 6: a link
    "<?(https?:\\/\\/[^\\s<>()]*[\\w/])>?", // 7: an address
    `(?<![\\w-])(${UUID})(?![\\w-])`, // 8: an App ID, set as code so that it can be copied
  ].join("|"),
);

/**
 * @param {string} text
 * @param {(value: string) => Node} [showValue] what a piece of code becomes
 * @returns {(Node | string)[]}
 */
export const renderInline = (text, showValue = (value) => make("code", {}, value)) => {
  const nodes = [];
  let rest = text;
  for (let match; (match = INLINE.exec(rest)); ) {
    const [whole, escaped, code, strong, emphasis, label, target, address, uuid] = match;
    if (match.index) nodes.push(rest.slice(0, match.index));
    if (escaped) nodes.push(escaped);
    else if (code || uuid) nodes.push(showValue(code ?? uuid));
    else if (strong) nodes.push(make("strong", {}, ...renderInline(strong, showValue)));
    else if (emphasis) nodes.push(make("em", {}, ...renderInline(emphasis, showValue)));
    else nodes.push(renderLink(label ?? address, target ?? address, whole));
    rest = rest.slice(match.index + whole.length);
  }
  if (rest) nodes.push(rest);
  return nodes;
};

/**
 * @param {string} label
 * @param {string} target
 * @param {string} whole what stands there when the target may not be linked
 */
const renderLink = (label, target, whole) => {
  const href = webUrl(target);
  return href ? make("a", { href, rel: "noopener noreferrer" }, label) : whole;
};

/**
 * Text without its marks, for where only text can stand.
 * @param {string} text
 */
export const plainText = (text) =>
  text
    .replace(/\*\*(.+?)\*\*/g, "$1")
    .replace(/`([^`]+)`/g, "$1")
    .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, "$1 ($2)")
    .replace(/<(https?:[^>\s]+)>/g, "$1")
    .replace(/\\([\\`*_[\]<>&#|~.:@!()+-])/g, "$1");
