// Copies text, and says on the button that it did.
import { icon, make } from "./dom.js";

/**
 * @param {string} text
 * @returns {Promise<void>} rejected when the browser refuses
 */
export const writeText = async (text) => {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // Plain http on another host than loopback has no clipboard interface.
  const area = make("textarea", { class: "off-screen" });
  area.value = text;
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("the browser refused to copy");
};

/**
 * A button that copies; its text tells for a moment how that went.
 * @param {string} label
 * @param {() => string} text
 * @param {"copy" | "link"} [picture]
 * @param {string} [title] more words for those who point at it
 */
export const copyButton = (label, text, picture = "copy", title = label) => {
  const words = make("span", {}, label);
  const button = make("button", { type: "button", class: "tool", title }, icon(picture), words);
  button.addEventListener("click", async () => {
    let state = "done";
    try {
      await writeText(text());
    } catch {
      state = "failed";
    }
    button.dataset.state = state;
    button.replaceChildren(icon(state === "done" ? "check" : picture), words);
    words.textContent = state === "done" ? "Copied" : "Could not copy";
    setTimeout(() => {
      delete button.dataset.state;
      words.textContent = label;
      button.replaceChildren(icon(picture), words);
    }, 1800);
  });
  words.setAttribute("aria-live", "polite");
  return button;
};
