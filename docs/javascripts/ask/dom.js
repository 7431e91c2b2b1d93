// Builds elements. Text goes in as text: no module here ever turns a string into HTML.

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | boolean | null | ((event: any) => void)>} [attributes] a function is a listener (`onclick`), `true` an empty
 *   attribute; `false` and `null` leave it out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? "" : value);
  }
  append(element, children);
  return element;
};

/**
 * @param {Element} parent
 * @param {Child[]} children
 */
export const append = (parent, children) => {
  for (const child of children) if (child) parent.append(child);
};

/** Paths of the icons, drawn on 24 by 24. */
const ICONS = {
  close: "M19 6.4 17.6 5 12 10.6 6.4 5 5 6.4l5.6 5.6L5 17.6 6.4 19l5.6-5.6 5.6 5.6 1.4-1.4-5.6-5.6z",
  send: "M4 12 5.4 13.4 11 7.8V20h2V7.8l5.6 5.6L20 12l-8-8z",
  link: "M10.6 13.4a1 1 0 0 1-1.4 1.4 5 5 0 0 1 0-7.1l3.5-3.5a5 5 0 0 1 7.1 7.1l-1.5 1.5a6.8 6.8 0 0 0-.4-2.4l.5-.5a3 3 0 0 0-4.3-4.3l-3.5 3.5a3 3 0 0 0 0 4.3m2.8-4.3a1 1 0 0 1 1.4 0 5 5 0 0 1 0 7.1l-3.5 3.5a5 5 0 0 1-7.1-7.1l1.5-1.5c0 .8.1 1.7.4 2.4l-.5.5a3 3 0 0 0 4.3 4.3l3.5-3.5a3 3 0 0 0 0-4.3 1 1 0 0 1 0-1.4",
  copy: "M19 21H8V7h11m0-2H8a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2m-3-4H4a2 2 0 0 0-2 2v14h2V3h12z",
  check: "M21 7 9 19l-5.5-5.5 1.4-1.4L9 16.2 19.6 5.6z",
  page: "M19 19V5H5v14zm0-16a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm-7 4h5v5l-1.8-1.8-4.8 4.8-1.4-1.4 4.8-4.8z",
  clear: "M19 4h-3.5l-1-1h-5l-1 1H5v2h14M6 19a2 2 0 0 0 2 2h8a2 2 0 0 0 2-2V7H6zm2-10h8v10H8z",
};

/**
 * @param {keyof typeof ICONS} name
 * @returns {SVGSVGElement}
 */
export const icon = (name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
};
