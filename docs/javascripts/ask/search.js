// Opens the theme's own search with words in it.

/** @param {string} [words] */
export const openSearch = (words = "") => {
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__search"));
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-md-component=search-query]"));
  if (!toggle || !field) return;
  if (!toggle.checked) toggle.click();
  field.focus();
  if (!words) return;
  field.value = words;
  for (const name of ["input", "keyup"]) field.dispatchEvent(new Event(name, { bubbles: true }));
};
