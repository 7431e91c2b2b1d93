// The conversation: kept in this tab of the browser and nowhere else, gone when the tab is closed or the reader clears it.
import { askServer, Busy, EndpointMissing, isAnswer, Refused } from "./client.js";
import { noteRelease } from "./facts.js";
import { ROOT } from "./site.js";

/** @typedef {import("./types.js").Turn} Turn */

const KEY = `guide.conversation ${ROOT.pathname}`;
const SENT = 20;
/** Turns that are kept; older ones fall away. */
const KEPT = 60;

/** @type {Turn[]} */
let turns = read();

/** @type {Set<(turn: Turn | null) => void>} */
const listeners = new Set();

/** @returns {Turn[]} */
function read() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter(isTurn) : [];
  } catch {
    return [];
  }
}

/** @param {any} found */
function isTurn(found) {
  const shaped = typeof found?.question === "string" && Array.isArray(found.after) && typeof found.failure === "string";
  // A question whose answer was still under way when the page was left is not kept.
  return shaped && (found.answer ? isAnswer(found.answer) : found.failure !== "");
}

const write = () => {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(turns));
  } catch {
    // Full or forbidden: the conversation lives as long as this page.
  }
};

/** @param {Turn | null} turn */
const tell = (turn) => listeners.forEach((listener) => listener(turn));

/** The turns so far, oldest first. */
export const listTurns = () => [...turns];

/**
 * Whether the conversation ends with this question already.
 * @param {string} question
 */
export const endsWith = (question) => turns.at(-1)?.question === question;

/**
 * @param {(turn: Turn | null) => void} listener called when a turn begins or ends, and with null when all are cleared
 */
export const watchTurns = (listener) => listeners.add(listener);

export const clearTurns = () => {
  turns = [];
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // There was none.
  }
  tell(null);
};

/**
 * Asks, and keeps question and answer. Never rejected: what went wrong stands in the turn.
 * @param {string} question
 * @param {{fresh?: boolean, after?: string[]}} [options] `fresh`: a new subject, not a follow-up
 * @returns {Promise<Turn>}
 */
export const addTurn = async (question, { fresh = false, after = [] } = {}) => {
  /** @type {Turn} */
  const turn = { question, after, fresh: fresh || !turns.length, answer: null, failure: "" };
  turns = [...turns, turn].slice(-KEPT);
  tell(turn);
  await settle(turn);
  return turn;
};

/**
 * Asks a question again that got no answer.
 * @param {Turn} turn
 */
export const retryTurn = async (turn) => {
  turn.failure = "";
  tell(turn);
  await settle(turn);
};

/** @param {Turn} turn */
const settle = async (turn) => {
  try {
    turn.answer = await askServer(messagesFor(turn));
    noteRelease(turn.answer.release);
  } catch (error) {
    turn.failure = error instanceof EndpointMissing ? "missing" : error instanceof Busy ? "busy" : error instanceof Refused ? `refused: ${error.message}` : "unreachable";
  }
  write();
  tell(turn);
};

/**
 * The questions a turn is read after: its own, then those since the subject was begun.
 * @param {Turn} turn
 * @returns {string[]}
 */
export const questionsBefore = (turn) => {
  const past = turnsBefore(turn);
  return [...(past[0] ?? turn).after, ...past.map((one) => one.question)];
};

/** @param {Turn} turn */
const turnsBefore = (turn) => {
  const at = turns.indexOf(turn);
  if (turn.fresh || at < 0) return [];
  const begun = turns.slice(0, at).findLastIndex((one) => one.fresh);
  return turns.slice(Math.max(0, begun), at).filter((one) => one.answer).slice(-SENT);
};

/** @param {Turn} turn */
const messagesFor = (turn) => {
  /** @type {import("./client.js").Message[]} */
  const messages = [];
  const past = turnsBefore(turn);
  for (const question of (past[0] ?? turn).after) messages.push({ role: "user", content: question });
  for (const one of past) {
    messages.push({ role: "user", content: one.question });
    messages.push({ role: "assistant", content: one.answer?.answer ?? "" });
  }
  messages.push({ role: "user", content: turn.question });
  return messages;
};
