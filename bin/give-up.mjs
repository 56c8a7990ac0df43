/**
 * Ends the command with a sentence for the person who typed it, and no stack.
 * @param {string} sentence
 * @returns {never}
 */
export function giveUp(sentence) {
  console.error(sentence);
  process.exit(1);
}
