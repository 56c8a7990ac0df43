import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from './tool.mjs';

/** Where the Worker's secrets are on this machine, one a line. */
const secretsFile = `${root}/durable/.dev.vars`;

/**
 * The key that signs guest cookies on this machine. It is made once and kept: with another key everybody
 * here would become a stranger.
 */
export function ensureGuestKey() {
  if (!keyOfCheckout()) makeSecret('GUEST_KEY', secretsFile);
}

/**
 * Makes a secret, and keeps it in a file with others, one a line, for its owner's eyes only.
 * @param {string} name
 * @param {string} file
 */
export function makeSecret(name, file) {
  mkdirSync(dirname(file), { recursive: true });
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const newline = kept === '' || kept.endsWith('\n') ? '' : '\n';
  appendFileSync(file, `${newline}${name}=${newKey()}\n`, { mode: 0o600 });
}

/** The key of this checkout, if it has one. */
export function keyOfCheckout() {
  return existsSync(secretsFile) ? parseEnv(readFileSync(secretsFile, 'utf8')).GUEST_KEY : undefined;
}

export const newKey = () => randomBytes(32).toString('base64url');
