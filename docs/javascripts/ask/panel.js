// The panel beside the page: a dialog that lets the page be used on a wide screen, and covers it on a narrow one.
import { closeCard } from "./chips.js";
import { icon, make } from "./dom.js";
import { siteUrl } from "./site.js";
import { makeThread } from "./thread.js";

const KEY = "guide.panel";
const WIDE = matchMedia("(min-width: 60em)");

/** @type {ReturnType<typeof makeThread> | null} */
let thread = null;
/** @type {HTMLDialogElement | null} */
let dialog = null;
/** @type {HTMLElement | null} */
let opener = null;

/** @param {boolean} open */
const remember = (open) => {
  try {
    if (open) sessionStorage.setItem(KEY, "open");
    else sessionStorage.removeItem(KEY);
  } catch {
    // The next page begins with the panel closed.
  }
};

const build = () => {
  thread = makeThread({ onsearch: () => closePanel(false) });
  const close = make("button", { type: "button", class: "panel-button", "aria-label": "Close", title: "Close (Esc)", onclick: () => closePanel() }, icon("close"));
  const whole = make("a", { class: "panel-button", href: siteUrl("chat/"), "aria-label": "Open as a page", title: "Open as a page" }, icon("page"));
  dialog = make(
    "dialog",
    { class: "panel", "aria-labelledby": "panel-title" },
    make("header", { class: "panel-head" }, make("h2", { id: "panel-title" }, "Ask the guide"), whole, close),
    thread.element,
  );
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (!closeCard()) closePanel();
  });
  document.body.append(dialog);
  // A window made narrower turns the panel into a sheet, and the other way round.
  WIDE.addEventListener("change", () => {
    if (!dialog?.open) return;
    dialog.close();
    show();
  });
};

const show = () => {
  if (WIDE.matches) dialog?.show();
  else dialog?.showModal();
};

/**
 * @param {{focus?: boolean, restored?: boolean}} [options] `restored`: it was open on the page before, and should not draw attention
 */
export const openPanel = ({ focus = true, restored = false } = {}) => {
  if (!dialog) build();
  const active = document.activeElement;
  if (!dialog?.open) {
    opener = active instanceof HTMLElement && active !== document.body ? active : null;
    dialog?.classList.toggle("panel-restored", restored);
    document.documentElement.dataset.panel = "open";
    show();
    remember(true);
    if (restored) thread?.showLast();
    // The browser focuses the first button of a dialog; the reader was elsewhere.
    if (restored && WIDE.matches) (opener ?? /** @type {HTMLElement} */ (document.activeElement)).blur();
  }
  if (focus) thread?.field.focus();
};

/** @param {boolean} [giveBack] whether the focus returns to where it was */
export const closePanel = (giveBack = true) => {
  if (!dialog?.open) return;
  dialog.close();
  delete document.documentElement.dataset.panel;
  remember(false);
  if (giveBack) opener?.focus();
};

export const isPanelOpen = () => Boolean(dialog?.open);

/**
 * Asks in the panel; opens it when needed.
 * @param {string} question
 * @param {{fresh?: boolean, after?: string[], focus?: boolean}} [options]
 */
export const askInPanel = (question, { focus = true, ...options } = {}) => {
  openPanel({ focus });
  thread?.ask(question, options);
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !dialog?.open) return;
  event.preventDefault();
  closePanel();
});
