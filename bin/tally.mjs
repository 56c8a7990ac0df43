import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * @param {string} report a file that vitest's JSON reporter wrote
 * @param {number} exitCode
 * @returns {Tally}
 */
export function tallyOfVitest(report, exitCode) {
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = read(report);
  return honest(
    { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests },
    exitCode,
  );
}

/**
 * @param {string} report a file that Playwright's JSON reporter wrote
 * @param {number} exitCode
 * @returns {Tally}
 */
export function tallyOfPlaywright(report, exitCode) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = read(report)['stats'] ?? {};
  return honest({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

/**
 * @param {Tally[]} tallies
 * @returns {Tally}
 */
export function total(...tallies) {
  return tallies.reduce((sum, tally) => ({
    passed: sum.passed + tally.passed,
    failed: sum.failed + tally.failed,
    skipped: sum.skipped + tally.skipped,
  }));
}

// A runner can fail without a failed test (a file that does not load, a server that does not start), and one
// that ran nothing proved nothing. Both count as one failure.
/**
 * @param {Tally} tally
 * @param {number} exitCode
 * @returns {Tally}
 */
function honest(tally, exitCode) {
  const silentlyBad = tally.failed === 0 && (exitCode !== 0 || tally.passed === 0);
  return silentlyBad ? { ...tally, failed: 1 } : tally;
}

/**
 * @param {string} report
 * @returns {Record<string, any>} empty when the runner did not get as far as writing one
 */
function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return {};
  }
}
