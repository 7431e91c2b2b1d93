// Asks the server: one POST, answered as server-sent events. What can go wrong is told apart, because readers can act on it.
import { endpoint } from "./site.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {{role: "user" | "assistant", content: string}} Message */

/** There is no answering server at the endpoint: this is a copy of the site on a host that serves files only. */
export class EndpointMissing extends Error {}

/** The server, or the network to it, is away for now. */
export class Unreachable extends Error {}

/** The server, or what stands before it, has too many questions at once. */
export class Busy extends Error {}

/** The server says what is wrong with the question. */
export class Refused extends Error {}

const KEY = "guide.endpoint-missing";

/** Whether this tab has learnt that nothing answers at the endpoint. */
export const isKnownMissing = () => {
  try {
    return sessionStorage.getItem(KEY) === endpoint().href;
  } catch {
    return false;
  }
};

/** @param {boolean} missing */
const remember = (missing) => {
  try {
    if (missing) sessionStorage.setItem(KEY, endpoint().href);
    else sessionStorage.removeItem(KEY);
  } catch {
    // It is found out again at the next question.
  }
};

/**
 * @param {Message[]} messages
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer>}
 * @throws {EndpointMissing | Unreachable | Busy | Refused}
 */
export const askServer = async (messages, signal) => {
  let response;
  try {
    response = await fetch(new URL("api/v1/chat", endpoint()), {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream, application/json" },
      body: JSON.stringify({ messages, stream: true }),
      credentials: "omit",
      signal,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable();
  }
  const type = response.headers.get("Content-Type") ?? "";
  if (response.ok && type.startsWith("text/event-stream")) {
    const answer = await readStream(response);
    remember(false);
    return answer;
  }
  if (response.status === 429) throw new Busy();
  if (type.startsWith("application/problem+json")) {
    const problem = await response.json().catch(() => ({}));
    if (response.status >= 500) throw new Unreachable();
    throw new Refused(String(problem.detail ?? problem.title ?? "The server did not accept the question."));
  }
  // Hosts of files answer a POST with 404, 405 or 501, or with a page of their own; whatever else it is, a server is there.
  if (!response.ok && ![403, 404, 405, 501].includes(response.status)) throw new Unreachable();
  remember(true);
  throw new EndpointMissing();
};

/**
 * Reads events as they come; the one called `answer` holds the answer object.
 * @param {Response} response
 */
const readStream = async (response) => {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let part; reader && !(part = await reader.read().catch(() => ({ done: true, value: "" }))).done; ) {
    text += part.value;
    const events = text.split(/\r?\n\r?\n/);
    text = events.pop() ?? "";
    for (const event of events) {
      const answer = readEvent(event);
      if (answer) return answer;
    }
  }
  throw new Unreachable();
};

/** @param {string} event */
const readEvent = (event) => {
  let name = "message";
  const data = [];
  for (const line of event.split(/\r?\n/)) {
    const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === "event") name = value;
    if (field === "data") data.push(value);
  }
  if (name !== "answer") return null;
  try {
    const found = JSON.parse(data.join("\n"));
    return isAnswer(found) ? found : null;
  } catch {
    return null;
  }
};

/**
 * Whether something read from outside has the shape of an answer.
 * @param {any} found
 * @returns {found is Answer}
 */
export const isAnswer = (found) =>
  typeof found?.answer === "string" &&
  typeof found.answered === "boolean" &&
  typeof found.release === "string" &&
  [found.citations, found.excerpts, found.follow_ups].every(Array.isArray) &&
  found.citations.every((/** @type {any} */ one) => typeof one?.id === "string" && typeof one.url === "string" && one.source) &&
  found.excerpts.every((/** @type {any} */ one) => typeof one?.id === "string" && typeof one.text === "string") &&
  found.follow_ups.every((/** @type {any} */ one) => typeof one === "string") &&
  // Fields that came later may be missing; where they are there, they have their shape.
  [found.unanswered ?? [], found.conflicts ?? [], found.view?.ids ?? []].every(Array.isArray) &&
  (found.unanswered ?? []).every((/** @type {any} */ one) => typeof one === "string") &&
  (found.conflicts ?? []).every((/** @type {any} */ one) => typeof one?.note === "string" && Array.isArray(one.ids));
