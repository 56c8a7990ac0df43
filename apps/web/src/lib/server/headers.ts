import type { RequestEvent } from '@sveltejs/kit';
import { barePolicy, securityHeaders, strictTransport } from '$protocol/security-headers.ts';
import type { Settings } from '$protocol/settings.ts';

/**
 * What every page says to browsers beside its words. What may run and load in it is said by the policy in
 * svelte.config.js, which knows the nonce of each page.
 */
const always = {
  ...securityHeaders,
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
};

/** Adds to a rendered answer what it does not say by itself. Never for one that was forwarded: a 101 takes none. */
export function secure(headers: Headers, url: URL): void {
  for (const [name, value] of Object.entries(always)) headers.set(name, value);
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', barePolicy);
  if (url.protocol === 'https:') headers.set('strict-transport-security', strictTransport);
}

/** The page of a private room is kept nowhere, or the way back would show it to whoever sits here next. */
export function keepOutOfCaches(
  { locals }: Pick<RequestEvent, 'locals'>,
  { visibility }: Pick<Settings, 'visibility'>,
): void {
  if (visibility === 'private') locals.isPrivate = true;
}
