// The chip of a fact, and the card it opens: statement, source and version. Pointing, focus and tap all open it.
import { copyButton } from "./clipboard.js";
import { icon, make } from "./dom.js";
import { renderInline } from "./markdown.js";
import { siteUrl, webUrl } from "./site.js";

/** @typedef {import("./types.js").Shown} Shown */

/** @type {{chip: HTMLElement, card: HTMLElement} | null} */
let open = null;
let timer = 0;
let cards = 0;
let dismissed = false;

/**
 * A chip for a fact.
 * @param {Shown} shown
 */
export const makeChip = (shown) => {
  const chip = make("a", { class: "fact-id", href: siteUrl(shown.url) }, shown.cite);
  giveCard(chip, async () => shown);
  return chip;
};

/**
 * Lets a link to a fact open the fact's card.
 * @param {HTMLElement} chip
 * @param {() => Promise<Shown | null>} describe null when nothing is known of it
 * @returns {(wait: number) => void} opens the card after so many milliseconds
 */
export const giveCard = (chip, describe) => {
  let touched = false;
  const show = (/** @type {number} */ wait) => {
    clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const shown = open?.chip === chip ? null : await describe().catch(() => null);
      if (shown && chip.isConnected) openCard(chip, shown);
    }, wait);
  };
  chip.removeAttribute("title");
  chip.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"));
  chip.addEventListener("pointerenter", (event) => event.pointerType !== "touch" && show(120));
  chip.addEventListener("pointerleave", () => closeSoon(chip));
  chip.addEventListener("focus", () => !dismissed && chip.matches(":focus-visible") && show(0));
  chip.addEventListener("blur", () => closeSoon(chip));
  chip.addEventListener("click", (event) => {
    // A finger cannot point without pressing: its first tap opens the card, which holds the link.
    if (!touched || open?.chip === chip) return;
    event.preventDefault();
    show(0);
  });
  return show;
};

/** @param {HTMLElement} chip */
const closeSoon = (chip) => {
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    const held = open && (open.card.matches(":hover, :focus-within") || open.chip.matches(":hover, :focus"));
    if (open?.chip === chip && !held) closeCard();
  }, 180);
};

/** Closes the card that is open; says whether there was one. */
export const closeCard = () => {
  if (!open) return false;
  open.chip.removeAttribute("aria-describedby");
  open.chip.removeAttribute("aria-expanded");
  open.card.remove();
  open = null;
  return true;
};

/**
 * @param {HTMLElement} chip
 * @param {Shown} shown
 */
const openCard = (chip, shown) => {
  closeCard();
  const id = `fact-card-${(cards += 1)}`;
  const source = webUrl(shown.sourceUrl);
  const card = make(
    "span",
    { class: "fact-card", popover: "manual", role: "group", "aria-label": shown.cite },
    make("span", { class: "fact-card__head" }, make("span", { class: "fact-card__cite" }, shown.cite), shown.release === "unreleased" ? "not yet released" : `release ${shown.release}`),
    shown.title && make("strong", { class: "fact-card__title" }, ...renderInline(shown.title)),
    make("span", { class: "fact-card__text", id }, ...renderInline(shown.text)),
    shown.where && make("span", { class: "fact-card__where" }, source ? make("a", { href: source, rel: "noopener" }, shown.source) : shown.source, `, ${shown.where}`),
    make(
      "span",
      { class: "fact-card__tools" },
      make("a", { class: "tool", href: siteUrl(shown.url) }, icon("page"), make("span", {}, "Open the fact")),
      copyButton("Copy ID", () => shown.cite),
    ),
  );
  // Right behind its chip, so that the next Tab leads into it; the top layer keeps every edge from cutting it off.
  chip.after(card);
  open = { chip, card };
  if (card.showPopover) card.showPopover();
  place(chip, card);
  chip.setAttribute("aria-describedby", id);
  card.addEventListener("pointerleave", () => closeSoon(chip));
  card.addEventListener("focusout", () => closeSoon(chip));
};

/**
 * Below the chip, or above it where there is more room.
 * @param {HTMLElement} chip
 * @param {HTMLElement} card
 */
const place = (chip, card) => {
  const box = chip.getBoundingClientRect();
  const [width, height, gap] = [card.offsetWidth, card.offsetHeight, 6];
  const below = box.bottom + gap + height <= innerHeight - 8 || box.top < innerHeight / 2;
  card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  card.style.top = `${Math.max(8, below ? box.bottom + gap : box.top - gap - height)}px`;
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !open) return;
  const { chip, card } = open;
  const inside = card.contains(document.activeElement);
  closeCard();
  // The focus goes back to the chip, and must not open again what was just closed.
  dismissed = true;
  if (inside) chip.focus();
  dismissed = false;
  // One Escape closes one thing: the card, not the panel behind it.
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
document.addEventListener("pointerdown", (event) => {
  const target = /** @type {Node} */ (event.target);
  if (open && !open.card.contains(target) && !open.chip.contains(target)) closeCard();
});
document.addEventListener("scroll", (event) => !open?.card.contains(/** @type {Node} */ (event.target)) && closeCard(), { capture: true, passive: true });
