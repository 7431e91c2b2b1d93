// The cards of the IDs that stand behind sentences of the pages; what they tell comes from `quick-facts.json`.
import { giveCard } from "./chips.js";
import { loadFacts } from "./facts.js";
import { describeQuick } from "./failure.js";

/**
 * @param {HTMLElement} chip a link whose text is a fact's ID
 */
export const givePageCard = (chip) =>
  giveCard(chip, async () => {
    const file = await loadFacts();
    const id = chip.textContent?.trim().replace(/v\d+$/, "");
    const fact = file.facts.find((one) => one.id === id);
    return fact ? describeQuick(fact, file) : null;
  });
