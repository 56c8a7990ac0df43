import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { root } from './tool.mjs';

/** Where the Worker's secrets are on this machine, one a line. */
export const secretsFile = `${root}/durable/.dev.vars`;

/**
 * The key that signs guest cookies on this machine. It is made once and kept: with another key everybody
 * here would become a stranger.
 */
export function ensureGuestKey() {
  const kept = existsSync(secretsFile) ? readFileSync(secretsFile, 'utf8') : '';
  if (/^GUEST_KEY=/m.test(kept)) return;
  const newline = kept === '' || kept.endsWith('\n') ? '' : '\n';
  appendFileSync(secretsFile, `${newline}GUEST_KEY=${randomBytes(32).toString('base64url')}\n`, {
    mode: 0o600,
  });
}
