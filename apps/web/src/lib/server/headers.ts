/**
 * What every page says to browsers beside its words. What may run and load in it is said by the policy in
 * svelte.config.js, which knows the nonce of each page.
 *
 * The Referrer-Policy is `same-origin`, and nowhere `no-referrer`: under that one a form that is posted without a script
 * would name no origin, and be refused as another site's. Other sites learn nothing either way, and what stands behind
 * the # of an address is never sent to anybody.
 */
const always = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': [
    'publickey-credentials-create=(self)',
    'publickey-credentials-get=(self)',
    'clipboard-write=(self)',
    'web-share=(self)',
    ...[
      'accelerometer',
      'autoplay',
      'bluetooth',
      'browsing-topics',
      'camera',
      'clipboard-read',
      'display-capture',
      'encrypted-media',
      'fullscreen',
      'geolocation',
      'gyroscope',
      'hid',
      'idle-detection',
      'local-fonts',
      'magnetometer',
      'microphone',
      'midi',
      'otp-credentials',
      'payment',
      'picture-in-picture',
      'screen-wake-lock',
      'serial',
      'storage-access',
      'usb',
      'window-management',
      'xr-spatial-tracking',
    ].map((power) => `${power}=()`),
  ].join(', '),
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** For whatever is no page: a redirect, data, and the plain page for when even the error page fails. */
const barePolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// Of this host only: what else its owner runs below it is theirs to decide.
const twoYears = 'max-age=63072000';

/** Adds to a rendered answer what it does not say by itself. Never for one that was forwarded: a 101 takes none. */
export function secure(headers: Headers, url: URL): void {
  for (const [name, value] of Object.entries(always)) headers.set(name, value);
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', barePolicy);
  if (url.protocol === 'https:') headers.set('strict-transport-security', twoYears);
}
