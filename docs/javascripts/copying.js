// The copy buttons of `enhance.js`, for modules: that script runs before the page is painted and so cannot be one itself.

/**
 * @typedef {object} Copying
 * @property {(text: string) => Promise<void>} copyText Puts text on the clipboard; rejects when the browser refuses.
 * @property {(read: () => string, label: string, words?: string) => HTMLButtonElement} makeCopyButton
 *   A button that copies what `read` returns; `words` stand on it, without them it is a sign.
 * @property {(value: Element, label?: string) => void} addCopyButton Puts a copy button behind a value, once.
 */

export const { copyText, makeCopyButton, addCopyButton } = /** @type {{copying: Copying}} */ (/** @type {unknown} */ (window)).copying;
