// @ts-check
/** The checklist: ticks stay in this browser, and go at a click. */

const KEY = "field-guide-checklist";

/** @returns {Set<string>} */
const readTicks = () => {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(stored) ? stored.map(String) : []);
  } catch {
    return new Set();
  }
};

/** @param {Set<string>} ticks */
const keepTicks = (ticks) => {
  try {
    localStorage.setItem(KEY, JSON.stringify([...ticks]));
  } catch {
    // A browser that keeps nothing still lets people tick and print.
  }
};

/** @param {string} words @param {() => void} act */
const makeButton = (words, act) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-words";
  button.textContent = words;
  button.addEventListener("click", act);
  return button;
};

const start = () => {
  const head = document.querySelector("[data-checklist]");
  const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[data-check]")]);
  if (!head || !boxes.length) return;
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  const show = () => { count.textContent = `${boxes.filter((box) => box.checked).length} of ${boxes.length} done`; };
  const ticks = readTicks();
  for (const box of boxes) {
    const name = box.dataset.check ?? "";
    box.checked = ticks.has(name);
    box.addEventListener("change", () => {
      if (box.checked) ticks.add(name);
      else ticks.delete(name);
      keepTicks(ticks);
      show();
    });
  }
  const clear = () => {
    ticks.clear();
    keepTicks(ticks);
    for (const box of boxes) box.checked = false;
    show();
  };
  head.prepend(makeButton("Print", () => window.print()), makeButton("Clear the ticks", clear), count);
  show();
};

start();

export {}; // a module, loaded where there is a checklist
