import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { root } from './tool.mjs';

/** Where the Worker's secrets are on this machine, one a line. */
export const secretsFile = `${root}/durable/.dev.vars`;

/**
 * The key that signs guest cookies on this machine. It is made once and kept: with another key everybody
 * here would become a stranger.
 */
export function ensureGuestKey() {
  if (keyOfCheckout()) return;
  const kept = existsSync(secretsFile) ? readFileSync(secretsFile, 'utf8') : '';
  const newline = kept === '' || kept.endsWith('\n') ? '' : '\n';
  appendFileSync(secretsFile, `${newline}GUEST_KEY=${newKey()}\n`, { mode: 0o600 });
}

/** The key of this checkout, if it has one. */
export function keyOfCheckout() {
  return existsSync(secretsFile) ? parseEnv(readFileSync(secretsFile, 'utf8')).GUEST_KEY : undefined;
}

export const newKey = () => randomBytes(32).toString('base64url');
