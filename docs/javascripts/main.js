// Begins on every page: keys, the ask box, the forms that ask, and the panel where it was open. What is heavier is loaded when used.
import { isChatPage } from "./ask/site.js";

const root = document.documentElement;
const box = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-ask-box]"));
const input = box?.querySelector("input");
const chat = document.querySelector("[data-chat]");
const loadPanel = () => import("./ask/panel.js");

/** @type {Promise<ReturnType<typeof import("./ask/thread.js").makeThread>> | null} */
const thread = chat
  ? import("./ask/thread.js").then(({ makeThread }) => {
      const made = makeThread();
      chat.replaceChildren(made.element);
      made.showLast();
      return made;
    })
  : null;

/**
 * @param {string} question
 * @param {{fresh?: boolean, after?: string[]}} [options]
 */
const ask = async (question, options = { fresh: true }) => {
  const here = await thread;
  if (!here) return (await loadPanel()).askInPanel(question, options);
  here.ask(question, options);
  here.field.focus();
};

const makeBox = async () => {
  const { attachBox } = await import("./ask/box.js");
  if (box) attachBox(box, (question) => void ask(question));
  // The panel will be wanted soon; not before what is being typed, though.
  if (!chat) (window.requestIdleCallback ?? setTimeout)(() => void loadPanel());
};
if (box?.contains(document.activeElement)) void makeBox();
else box?.addEventListener("focusin", () => void makeBox(), { once: true });

// Header, home page, page ends: their forms work by themselves, and better with the panel.
for (const form of document.querySelectorAll("form.ask-form, form.ask-box")) {
  form.addEventListener("submit", (event) => {
    const field = form.querySelector("input");
    if (event.defaultPrevented || !field?.value.trim()) return;
    event.preventDefault();
    void ask(field.value.trim());
    field.value = "";
  });
}

const openers = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-ask-open]"));
for (const opener of openers) {
  opener.hidden = false;
  opener.addEventListener("click", () => void focusAsking());
}

const focusAsking = async () => {
  const here = await thread;
  if (here) here.field.focus();
  else if (root.dataset.panel === "open" || !input?.checkVisibility?.()) (await loadPanel()).openPanel();
  else {
    input.focus();
    input.select();
  }
};

// Where the header has no room for the box, it lies over the header while it is used.
/** @param {string} words */
const find = (words) => {
  root.dataset.finding = "";
  if (!input) return;
  input.focus();
  if (words) input.value = words;
  input.dispatchEvent(new Event("input"));
};
box?.addEventListener("focusout", (event) => {
  if (!box.contains(/** @type {Node | null} */ (event.relatedTarget))) delete root.dataset.finding;
});
document.addEventListener("guide:find", (event) => find(/** @type {CustomEvent<string>} */ (event).detail));
const finder = /** @type {HTMLElement | null} */ (document.querySelector("[data-find-open]"));
if (finder) {
  finder.hidden = false;
  finder.addEventListener("click", () => find(""));
}

// The keys that ask; early.js listens for them.
document.addEventListener("guide:ask", (event) => {
  event.preventDefault();
  void focusAsking();
});

// An address that asks (`?ask=`) was answered by the server on the page; here the panel takes that over.
const begin = async () => {
  const query = new URLSearchParams(location.search);
  const asked = query.get("ask")?.trim() ?? "";
  const wide = matchMedia("(min-width: 60em)").matches;
  if (asked && asked !== "<question>") {
    const after = (query.get("goal") ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
    const { endsWith } = await import("./ask/conversation.js");
    // The page was loaded again: its answer is there already.
    if (!endsWith(asked)) await ask(asked, { fresh: true, after });
    else if (!isChatPage()) (await loadPanel()).openPanel({ restored: true, focus: !wide });
    root.dataset.answered = "";
  } else if (root.dataset.panel === "open" && wide) {
    (await loadPanel()).openPanel({ restored: true, focus: false });
  } else delete root.dataset.panel;
};
void begin();

/** @type {WeakMap<Element, Promise<(wait: number) => void>>} */
const cards = new WeakMap();

/** @param {EventTarget | null} target */
const findChip = (target) => (target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("article a.fact-id:not(.turn *)")) : null);

/**
 * Gives the ID behind a sentence of a page its card, when it is first pointed at.
 * @param {HTMLElement} chip
 */
const prepare = (chip) => {
  const ready = cards.get(chip) ?? import("./ask/page_chips.js").then(({ givePageCard }) => givePageCard(chip));
  cards.set(chip, ready);
  return ready;
};

let touched = false;
document.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"), true);
for (const name of /** @type {const} */ (["pointerover", "focusin"])) {
  document.addEventListener(name, async (event) => {
    const chip = findChip(event.target);
    // A finger comes over a chip before it presses it.
    const finger = event instanceof PointerEvent ? event.pointerType === "touch" : touched;
    if (!chip || cards.has(chip) || finger) return;
    const show = await prepare(chip);
    if (chip.matches(":hover, :focus-visible")) show(80);
  });
}
document.addEventListener(
  "click",
  async (event) => {
    const chip = findChip(event.target);
    if (!chip || !touched || cards.has(chip)) return;
    event.preventDefault();
    (await prepare(chip))(0);
  },
  true,
);

if (document.querySelector("article :is(p, li, dd, td) > a.fact-id")) void import("./notes.js").then(({ makeNotes }) => makeNotes());
if (document.querySelector(".fact")) void import("./ask/fact_tools.js").then(({ addFactTools }) => addFactTools());
if (document.querySelector("[data-near]:empty")) void import("./ask/missing.js").then(({ addNearPages }) => addNearPages());
if (document.querySelector("[data-decision]")) void import("./deciding.js");
if (document.querySelector("[data-checklist]")) void import("./checklist.js");
if (document.querySelector("form.tenant-check")) void import("./tenant.js").then(({ prepareTenantCheck }) => prepareTenantCheck());
