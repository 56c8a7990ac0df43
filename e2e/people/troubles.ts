import type { BrowserContext } from 'playwright/test';
import type { Tab } from './tab.ts';

/** What a browser itself says of a line that a test has broken. */
export const brokenLine = /WebSocket connection to|establish a connection|The connection to ws|net::ERR_/;

/** Errors that no person would see, of the page or in the browser's console: all tabs note them in one list. */
export function troubles({ page }: Tab, noted: string[]) {
  const expected: RegExp[] = [];
  const note = (complaint: string) => {
    if (!expected.some((pattern) => pattern.test(complaint))) noted.push(complaint);
  };
  page.on('pageerror', (error) => note(error.stack ?? error.message));
  page.on('console', (message) => message.type() === 'error' && note(message.text()));
  return {
    troubles: noted,

    /** From here on, this complaint of the browser's is no trouble. */
    expects(complaint: RegExp): void {
      expected.push(complaint);
    },

    /** Puts a script into the page that the server has not named; returns which directive forbade it. */
    async smugglesScript(code: string): Promise<string> {
      return page.evaluate((text) => {
        const violated = new Promise<string>((resolve) =>
          addEventListener('securitypolicyviolation', ({ violatedDirective }) => resolve(violatedDirective)),
        );
        const script = document.createElement('script');
        script.textContent = text;
        document.body.append(script);
        return violated;
      }, code);
    },
  };
}

export type Troubles = ReturnType<typeof troubles>;

/** Whatever a page's policy forbids is a trouble like any other, in browsers that keep it to themselves as well. */
export async function tellOfViolations(context: BrowserContext): Promise<void> {
  await context.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) =>
      console.error(`CSP violation: ${violatedDirective} by ${blockedURI} in ${sourceFile}`),
    ),
  );
}
