// A copy button that says in words how copying went.
import { copyText } from "../copying.js";
import { icon, make } from "./dom.js";

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
      await copyText(text());
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
