// @ts-check
// The IDs behind sentences, as notes: numbered and quiet, one stop for Tab with arrow keys from note to note. "Show sources" shows the
// IDs in line, each with where its fact was read (audit mode); the browser keeps that choice.
import { make } from "./ask/dom.js";
import { loadFacts } from "./ask/facts.js";

const KEY = "guide.audit";
const root = document.documentElement;
const notes = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("article :is(p, li, dd, .compared td) > a.fact-id")]);

const isAudit = () => "audit" in root.dataset;

/** @param {HTMLElement} note */
const makeStop = (note) => {
  for (const one of notes) one.tabIndex = one === note ? 0 : -1;
};

/** @param {KeyboardEvent} event */
const move = (event) => {
  const at = notes.indexOf(/** @type {HTMLAnchorElement} */ (event.target));
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (at < 0 || !step || isAudit() || event.altKey || event.ctrlKey || event.metaKey) return;
  const next = notes[at + step];
  event.preventDefault();
  if (!next) return;
  makeStop(next);
  next.focus();
};

const showPlaces = async () => {
  const { facts, sources } = await loadFacts();
  const known = new Map(facts.map((fact) => [fact.id, fact]));
  for (const note of notes) {
    const fact = known.get(note.textContent?.trim() ?? "");
    if (!fact || note.nextElementSibling?.classList.contains("note-place")) continue;
    note.after(make("span", { class: "note-place" }, ` ${sources[fact.source]?.title ?? fact.source}, ${fact.place} `));
  }
};

/** @param {HTMLButtonElement} button */
const update = (button) => {
  button.setAttribute("aria-pressed", String(isAudit()));
  if (isAudit()) {
    for (const note of notes) note.removeAttribute("tabindex");
    void showPlaces().catch(() => null);
  } else {
    makeStop(notes[0]);
    for (const place of document.querySelectorAll(".note-place")) place.remove();
  }
};

export const makeNotes = () => {
  if (!notes.length) return;
  const button = make("button", { type: "button", class: "tool notes-button" }, "Show sources");
  button.addEventListener("click", () => {
    if (isAudit()) delete root.dataset.audit;
    else root.dataset.audit = "";
    try {
      localStorage.setItem(KEY, isAudit() ? "on" : "off");
    } catch {
      // The choice then holds for this page.
    }
    update(button);
  });
  // The home page shows one example, and has better use for its first screen.
  document.querySelector("article h1:not(.hero *)")?.after(button);
  document.querySelector("article")?.addEventListener("keydown", move);
  document.querySelector("article")?.addEventListener("focusin", (event) => {
    const note = /** @type {HTMLAnchorElement} */ (event.target);
    if (!isAudit() && notes.includes(note)) makeStop(note);
  });
  update(button);
};
