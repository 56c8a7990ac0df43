/**
 * Ends the command with a sentence for the person who typed it, and no stack.
 * @param {string} sentence
 * @param {number} code
 * @returns {never}
 */
export function giveUp(sentence, code = 1) {
  console.error(sentence);
  process.exit(code);
}

/**
 * What stands behind the errors that a tool printed, if it is one of those that a person can do something about.
 * @param {string} output
 * @returns {string | undefined} a sentence
 */
export function causeIn(output) {
  if (tellsOfAFullDisk(output)) return 'The disk is full. Make room, then try again.';
  if (/Could not get lock/.test(output))
    return 'Another program is installing packages. Let it finish, then try again.';
  if (/ENOTDIR|EEXIST[^\n]*mkdir/.test(output)) return 'A file is where a folder would have to be.';
  const [, path] = /(?:EACCES|EPERM|EROFS)[^\n]*?'([^'\n]+)'/.exec(output) ?? [];
  if (path) return `${path} cannot be written. Change who may write there, then try again.`;
  if (
    /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|Temporary failure resolving|Could not (?:resolve|connect)/.test(
      output,
    )
  ) {
    return 'What it asked for over the network does not answer. Is there a network?';
  }
  return undefined;
}

/** @param {string} output */
export function tellsOfAFullDisk(output) {
  return /ENOSPC|SQLITE_FULL|No space left on device|database or disk is full/.test(output);
}
