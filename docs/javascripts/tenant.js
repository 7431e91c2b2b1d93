// Sends the files of an export to this server's own check, and shows the report that comes back.

const LIMIT = 32 * 1024 * 1024;

export function prepareTenantCheck() {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form.tenant-check"))) {
    const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
    const result = /** @type {HTMLElement} */ (form.querySelector(".tenant-result"));
    form.addEventListener("dragover", (event) => event.preventDefault());
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer?.files.length) input.files = event.dataTransfer.files;
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await check(form, [...(input.files ?? [])], result);
    });
  }
}

/** @param {HTMLFormElement} form @param {File[]} files @param {HTMLElement} result */
async function check(form, files, result) {
  if (!files.length) return say(result, "Choose the files of an export first.");
  if (files.reduce((sum, file) => sum + file.size, 0) > LIMIT) {
    return say(result, "The files have more than 32 MiB together; check them with scripts/check_tenant.");
  }
  say(result, "Checking …");
  try {
    const response = await fetch(form.dataset.endpoint ?? "", { method: "POST", body: new FormData(form) });
    const report = await response.json();
    if (!response.ok) return say(result, report.detail);
    result.replaceChildren(...report.verdicts.map(describe), ...report.problems.map(tell));
  } catch {
    say(result, "This page is not served by the guide's own server, so there is no check here.");
  }
}

/** @param {HTMLElement} result @param {string} text */
function say(result, text) {
  result.textContent = text;
}

/** @param {{file: string, message: string}} problem */
function tell(problem) {
  return paragraph(`${problem.file}: ${problem.message}`);
}

/** @param {{check: string, verdict: string, summary: string, remedy: string, facts: string[]}} one */
function describe(one) {
  const block = document.createElement("article");
  const head = document.createElement("h3");
  head.textContent = `${one.verdict}: ${one.check}`;
  const facts = document.createElement("p");
  one.facts.forEach((fact, at) => {
    const link = document.createElement("a");
    link.href = `/f/${fact}`;
    link.textContent = fact;
    facts.append(at ? ", " : "", link);
  });
  block.append(head, paragraph(one.summary), ...(one.remedy ? [paragraph(`→ ${one.remedy}`)] : []), facts);
  return block;
}

/** @param {string} text */
function paragraph(text) {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}
