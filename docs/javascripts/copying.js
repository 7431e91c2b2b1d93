// @ts-check
/** What every copy button of the site is made of. */

const SHOWN_FOR = 1600;

/**
 * Puts text on the clipboard.
 * @param {string} text
 * @returns {Promise<void>} Rejects when the browser refuses.
 */
export const copyText = async (text) => {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  // Plain http on another host than loopback has no clipboard interface.
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "copy-area";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("the browser refused to copy");
};

/**
 * Makes a button that copies what `read` returns when it is pressed.
 * @param {() => string} read
 * @param {string} label What the button does, for those who do not see its sign.
 * @param {string} [words] Words on the button; without them it is a sign.
 * @returns {HTMLButtonElement}
 */
export const makeCopyButton = (read, label, words) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = words ? "copy-words" : "copy-value";
  button.title = label;
  if (words) button.textContent = words;
  else button.setAttribute("aria-label", label);
  button.addEventListener("click", async () => {
    try {
      await copyText(read());
      button.dataset.state = "done";
      button.title = "Copied";
    } catch {
      button.dataset.state = "failed";
      button.title = "Select the text and copy it yourself";
    }
    if (words) button.textContent = button.title;
    setTimeout(() => {
      delete button.dataset.state;
      button.title = label;
      if (words) button.textContent = words;
    }, SHOWN_FOR);
  });
  return button;
};

/**
 * Puts a copy button behind a value, once.
 * @param {Element} value
 */
export const addCopyButton = (value) => {
  if (value.classList.contains("has-copy")) return;
  const text = (value.textContent ?? "").trim();
  const span = document.createElement("span");
  span.className = "copyable";
  value.classList.add("has-copy");
  value.replaceWith(span);
  span.append(value, makeCopyButton(() => text, `Copy ${text}`));
};
