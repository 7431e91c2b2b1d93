// Which fact each piece of an answer comes from, and what its chip tells.
import { plainText, readBlocks } from "./markdown.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Shown} Shown */

/** @typedef {import("./markdown.js").Block & {cite: string}} SourcedBlock `cite` is empty where the words are fixed ones. */

/** @param {string} text */
const normal = (text) => plainText(text).replace(/\s+/g, " ").trim();

/** @param {string} text */
const firstSentences = (text) => normal(text).split(/(?<=[.!?])\s+(?=[A-Z"“(\d])/);

/**
 * The pieces of an answer, each with the citation it rests on: the one whose statement holds one of its sentences; where none does
 * (steps and other payloads are no statements), the one next in the answer's order.
 * @param {Answer} answer
 * @returns {SourcedBlock[]}
 */
export const traceBlocks = (answer) => {
  const texts = new Map(answer.excerpts.map((excerpt) => [excerpt.id, normal(excerpt.text)]));
  const order = answer.citations.map((citation) => citation.id);
  const blocks = readBlocks(answer.answer);
  const found = blocks.map((block) => {
    const sentences = firstSentences(block.text);
    return order.find((id) => sentences.some((sentence) => sentence.length > 12 && texts.get(id)?.includes(sentence))) ?? "";
  });
  const taken = new Set(found);
  let current = "";
  return blocks.map((block, at) => {
    let cite = found[at];
    const leadsOn = block.kind === "paragraph" && blocks[at + 1]?.kind === "bullet";
    if (!cite && !leadsOn) {
      cite = block.kind === "ordered" && current ? current : (order.find((id) => !taken.has(id)) ?? current);
      taken.add(cite);
    }
    current = cite || current;
    return { ...block, cite };
  });
};

const RESERVES = { start: "read in part", quoted: "read at second hand", derived: "a conclusion from it", secondary: "not the vendor's own text" };

/**
 * Where in its source a fact was read, and with what reserve.
 * @param {import("./types.js").Source} source
 */
const sayPlace = (source) => {
  const reserves = [source.seen, source.basis].map((word) => RESERVES[/** @type {keyof typeof RESERVES} */ (word)] ?? "");
  return [`section “${source.section}”`, source.lines?.length ? sayLines(source.lines) : "", ...reserves].filter(Boolean).join(", ");
};

/** @param {[number, number][]} lines */
const sayLines = (lines) => {
  const spans = lines.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return `${spans.length > 1 || spans[0]?.includes("–") ? "lines" : "line"} ${spans.join(", ")}`;
};

/**
 * What the chip of each citation and excerpt of an answer tells, by citation.
 * @param {Answer} answer
 * @returns {Map<string, Shown>}
 */
export const describeFacts = (answer) => {
  /** @type {Map<string, Shown>} */
  const shown = new Map();
  for (const { id, text } of answer.excerpts) {
    const address = `/facts/${id.split("-")[1]?.toLowerCase() ?? ""}/#${id.toLowerCase().replace(/v\d+$/, "")}`;
    shown.set(id, { cite: id, title: "", url: address, text, where: "", source: "", sourceUrl: "", release: answer.release });
  }
  for (const { id, title, url, source } of answer.citations) {
    const where = sayPlace(source);
    const text = shown.get(id)?.text ?? "";
    shown.set(id, { cite: id, title, url, text, where, source: source.title, sourceUrl: source.url, release: answer.release });
  }
  return shown;
};
