// The shapes that travel between the modules, for the type checker; nothing here runs.

/** @typedef {{title: string, url: string, section: string, lines: [number, number][] | null, basis?: string, seen?: string | null}} Source */
/** @typedef {{id: string, title: string, url: string, source: Source}} Citation */
/** @typedef {{id: string, text: string, highlights: [number, number][], score: number, source_text: string | null}} Excerpt */

/**
 * The answer object of the API.
 * @typedef {{
 *   question: string, answered: boolean, answer: string, reason: string | null, citations: Citation[], excerpts: Excerpt[],
 *   follow_ups: string[], confidence: number, release: string, unanswered?: string[],
 *   view?: {type: "table" | "cards" | "steps" | "comparison", ids: string[]} | null, conflicts?: {ids: string[], note: string}[],
 * }} Answer
 */

/**
 * One question of a conversation. `after` holds questions it is read after without their being shown; `fresh` begins a new
 * subject, so that earlier turns are not sent along. `failure` says why there is no answer.
 * @typedef {{question: string, after: string[], fresh: boolean, answer: Answer | null, failure: "" | "missing" | "busy" | "unreachable" | string}} Turn
 */

/**
 * A fact as `quick-facts.json` tells it.
 * @typedef {{
 *   id: string, cite: string, title: string, value: string, text: string, url: string, file: string, source: string,
 *   place: string, recommended?: boolean, cells?: [string, string][],
 * }} QuickFact
 */
/** A page, with its headings and their anchors. @typedef {{title: string, url: string, part: string, about: string, places: [string, string][]}} QuickPage */
/** @typedef {{release: string, sources: Record<string, {title: string, url: string}>, facts: QuickFact[], pages: QuickPage[]}} FactFile */

/** What a chip shows. @typedef {{cite: string, title: string, url: string, text: string, where: string, source: string, sourceUrl: string, release: string}} Shown */

export {};
