// @ts-check
/** The checklist: ticks stay in this browser, and go at a click. Whoever says what is connected, and how, sees that path alone. */

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

/**
 * The choices that tell paths apart: each condition that some line is limited to, with the values that lines have.
 * @param {HTMLInputElement[]} boxes
 * @returns {Map<string, Set<string>>}
 */
const listChoices = (boxes) => {
  /** @type {Map<string, Set<string>>} */
  const choices = new Map();
  for (const box of boxes) {
    for (const [key, value] of new URLSearchParams(box.dataset.when)) choices.set(key, (choices.get(key) ?? new Set()).add(value));
  }
  return new Map([...choices].filter(([, values]) => values.size > 1));
};

/**
 * @param {HTMLInputElement} box
 * @param {URLSearchParams} profile
 */
const isMine = (box, profile) => {
  const when = new URLSearchParams(box.dataset.when);
  return [...profile].every(([key, value]) => !value || !when.has(key) || when.getAll(key).includes(value));
};

/**
 * @param {HTMLElement} head
 * @param {Map<string, Set<string>>} choices
 * @param {(profile: URLSearchParams) => void} show
 */
const addProfile = (head, choices, show) => {
  const labels = JSON.parse(head.dataset.labels ?? "{}");
  const given = new URLSearchParams(location.search);
  const form = document.createElement("form");
  form.className = "checks-profile";
  form.setAttribute("aria-label", "Your deployment");
  const order = Object.keys(labels.keys ?? {});
  for (const [key, values] of [...choices].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))) {
    const [label, select] = [document.createElement("label"), document.createElement("select")];
    select.name = key;
    select.append(new Option("any", ""), ...[...values].map((value) => new Option(labels.values?.[value] ?? value, value)));
    const asked = given.get(key) ?? "";
    select.value = values.has(asked) ? asked : "";
    label.append(`${labels.keys?.[key] ?? key} `, select);
    form.append(label);
  }
  const read = () => new URLSearchParams(/** @type {[string, string][]} */ ([...new FormData(form)].filter(([, value]) => value)));
  form.addEventListener("change", () => {
    const query = new URLSearchParams(location.search);
    for (const key of choices.keys()) query.delete(key);
    for (const [key, value] of read()) query.set(key, value);
    history.replaceState(history.state, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
    show(read());
  });
  head.before(form);
  show(read());
};

const start = () => {
  const head = /** @type {HTMLElement | null} */ (document.querySelector("[data-checklist]"));
  const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[data-check]")]);
  if (!head || !boxes.length) return;
  const count = document.createElement("span");
  count.setAttribute("role", "status");
  let mine = boxes;
  const show = () => {
    const left = boxes.length - mine.length;
    count.textContent = `${mine.filter((box) => box.checked).length} of ${mine.length} done${left ? `; ${left} lines of other paths are hidden` : ""}`;
  };
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
  addProfile(head, listChoices(boxes), (profile) => {
    mine = boxes.filter((box) => isMine(box, profile));
    for (const box of boxes) box.closest("li")?.toggleAttribute("hidden", !mine.includes(box));
    show();
  });
};

start();

export {}; // a module, loaded where there is a checklist
