import { limits } from '../../protocol/limits.ts';
import type { Refusal } from '../../protocol/refusals.ts';
import type { Done, Passkey } from '../../protocol/rooms.ts';
import type { Credential } from '../auth/passkeys.ts';
import type { Tables } from './tables.ts';

/** A person's passkeys, oldest first. */
export class PasskeysKept {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  list(): (Passkey & Credential)[] {
    return this.#tables.read<Row>('SELECT * FROM passkeys ORDER BY made_at, id').map(passkeyOf);
  }

  find(id: string): Credential | undefined {
    return this.#tables.read<Row>('SELECT * FROM passkeys WHERE id = ?', id).map(passkeyOf)[0];
  }

  get areFull(): boolean {
    return this.list().length >= limits.passkeys;
  }

  keep({ id, publicKey, counter, transports }: Credential, label: string, nowMs: number): void {
    this.#tables.write(
      `INSERT INTO passkeys (id, public_key, counter, transports, label, made_at, used_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      id,
      publicKey.slice().buffer,
      counter,
      JSON.stringify(transports),
      label,
      nowMs,
      nowMs,
    );
  }

  /** False for a counter that did not grow, as only a copy of a passkey has. Those that do not count say 0. */
  use(id: string, counter: number, nowMs: number): boolean {
    const known = this.find(id);
    if (!known || (counter <= known.counter && (counter > 0 || known.counter > 0))) return false;
    this.#tables.change('UPDATE passkeys SET counter = ?, used_at = ? WHERE id = ?', counter, nowMs, id);
    return true;
  }

  label(id: string, label: string): Done | Refusal {
    if (!this.find(id)) return { refused: 'no-such-passkey' };
    this.#tables.change('UPDATE passkeys SET label = ? WHERE id = ?', label, id);
    return { done: true };
  }

  /** Never the last one, without which its owner would be locked out. */
  remove(id: string): Done | Refusal {
    const all = this.list();
    if (!all.some((passkey) => passkey.id === id)) return { refused: 'no-such-passkey' };
    if (all.length === 1) return { refused: 'last-passkey' };
    this.#tables.change('DELETE FROM passkeys WHERE id = ?', id);
    return { done: true };
  }

  forget(): void {
    this.#tables.change('DELETE FROM passkeys');
  }
}

type Row = {
  id: string;
  public_key: ArrayBuffer;
  counter: number;
  transports: string;
  label: string;
  made_at: number;
  used_at: number;
};

function passkeyOf(row: Row): Passkey & Credential {
  return {
    id: row.id,
    publicKey: new Uint8Array(row.public_key),
    counter: row.counter,
    transports: JSON.parse(row.transports) as string[],
    label: row.label,
    madeAt: row.made_at,
    usedAt: row.used_at,
  };
}
