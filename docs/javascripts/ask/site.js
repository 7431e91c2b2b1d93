// Where things are: the site's root, the server that answers, and what the build settled.

/** The root of this copy of the site; it may lie in any folder of its host. */
export const ROOT = new URL("../../", import.meta.url);

/**
 * A setting that the build wrote into the page.
 * @param {string} name
 * @returns {string} empty when it was not set
 */
export const setting = (name) => document.querySelector(`meta[name="${name}"]`)?.getAttribute("content")?.trim() ?? "";

/** The root of the answering server: this site's own, unless the build named another. */
export const endpoint = () => {
  const other = setting("ask-endpoint");
  return other ? new URL(other.replace(/\/*$/, "/"), ROOT) : ROOT;
};

/**
 * The full address of a place on this site, such as `/facts/app/#zm-app-002`; whatever the text says, it stays on this site.
 * @param {string} address
 */
export const siteUrl = (address) => new URL(`./${address.replace(/^[/\\]+/, "")}`, ROOT).href;

/**
 * An address that may be linked: of the web, and nothing that runs.
 * @param {string} address
 * @returns {string | null}
 */
export const webUrl = (address) => {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
};

/** Whether this is the page that is nothing but the conversation. */
export const isChatPage = () => Boolean(document.querySelector("[data-chat]"));

/**
 * The address that asks a question anew on a page of this site.
 * @param {string} question
 * @param {string[]} [after] what was asked before it
 */
export const askUrl = (question, after = []) => {
  const url = new URL(document.querySelector("[data-missing]") ? ROOT.href : location.href);
  url.hash = "";
  url.search = "";
  url.searchParams.set("ask", question);
  if (after.length) url.searchParams.set("goal", after.join("\n"));
  return url.href;
};
