/**
 * What every answer over HTTP says to browsers, be it a page, data, a redirect or a file: the pages, the Worker and the
 * file `_headers` say it in the same words.
 *
 * The Referrer-Policy is `same-origin`, and nowhere `no-referrer`: under that one a form that is posted without a script
 * would name no origin, and be refused as another site's. Other sites learn nothing either way, and what stands behind
 * the # of an address is never sent to anybody.
 */
export const securityHeaders = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** The Content-Security-Policy of whatever is no page, such as a redirect, data, or a plain sentence. */
export const barePolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * Strict-Transport-Security, two years, for what was asked for by HTTPS. Of this host only: what else its owner runs
 * below it is theirs to decide.
 */
export const strictTransport = 'max-age=63072000';
