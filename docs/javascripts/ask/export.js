// An answer as text to paste elsewhere, with its citations: as Markdown for a runbook, or plain for an e-mail.
import { plainText } from "./markdown.js";
import { siteUrl } from "./site.js";
import { describeFacts, traceBlocks } from "./sources.js";

/** @typedef {import("./types.js").Answer} Answer */

/**
 * @param {Answer} answer
 * @param {(cite: string, url: string) => string} mark what stands behind a piece for its fact
 * @param {(text: string) => string} write
 */
const writeBlocks = (answer, mark, write) => {
  const facts = describeFacts(answer);
  const blocks = traceBlocks(answer);
  return blocks
    .map((block, at) => {
      const last = block.cite && blocks[at + 1]?.cite !== block.cite;
      const fact = facts.get(block.cite);
      const start = block.kind === "ordered" ? `${block.number}. ` : block.kind === "bullet" ? "- " : "";
      const between = at && block.kind !== "paragraph" && blocks[at - 1].kind === block.kind ? "\n" : "\n\n";
      return (at ? between : "") + start + write(block.text) + (last && fact ? ` ${mark(fact.cite, siteUrl(fact.url))}` : "");
    })
    .join("");
};

/** @param {Answer} answer */
const listSources = (answer) => {
  const facts = describeFacts(answer);
  return answer.citations.map(({ id }) => facts.get(id)).filter((fact) => fact !== undefined);
};

/**
 * @param {Answer} answer
 * @param {string} question
 */
export const toMarkdown = (answer, question) => {
  const sources = listSources(answer).map(
    (fact) => `- [${fact.cite}](${siteUrl(fact.url)}) ${fact.title}. [${fact.source}](${fact.sourceUrl}), ${fact.where}`,
  );
  const parts = [`**${question.replace(/\s+/g, " ").replace(/([\\`*_[\]<>])/g, "\\$1")}**`];
  parts.push(writeBlocks(answer, (cite, url) => `[[${cite}](${url})]`, (text) => text));
  if (sources.length) parts.push(`Sources:\n\n${sources.join("\n")}`);
  parts.push(`Release ${answer.release}`);
  return `${parts.join("\n\n")}\n`;
};

/**
 * @param {Answer} answer
 * @param {string} question
 */
export const toPlain = (answer, question) => {
  const sources = listSources(answer).map((fact) => `[${fact.cite}] ${fact.title}. ${fact.source}, ${fact.where}. ${siteUrl(fact.url)}`);
  const parts = [question.replace(/\s+/g, " "), writeBlocks(answer, (cite) => `[${cite}]`, plainText)];
  if (sources.length) parts.push(sources.join("\n"));
  parts.push(`Release ${answer.release}`);
  return `${parts.join("\n\n")}\n`;
};
