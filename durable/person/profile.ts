import * as v from 'valibot';
import type { Preferences } from '../../protocol/rooms.ts';
import type { KnownAs } from '../rpc.ts';
import type { Tables } from './tables.ts';

/** How somebody likes the pages. */
export const PreferencesShape = v.object({
  theme: v.exactOptional(v.picklist(['auto', 'light', 'dark'])),
  density: v.exactOptional(v.picklist(['comfortable', 'compact'])),
});

/**
 * What holds for the person as a whole. Somebody with a passkey has their name here; a guest has theirs in their
 * token alone.
 */
export class Profile {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** Undefined for a guest. */
  get name(): string | undefined {
    return this.#row?.name ?? undefined;
  }

  /** The emoji that they chose to be shown by. */
  get face(): string | undefined {
    return this.#row?.face ?? undefined;
  }

  /** By what somebody with a passkey is known. */
  get known(): KnownAs {
    const { name, face } = this.#row ?? {};
    if (typeof name !== 'string') return {};
    return { name, ...(typeof face === 'string' ? { face } : {}) };
  }

  /** Grows when they sign out everywhere. */
  get epoch(): number {
    return this.#row?.epoch ?? 0;
  }

  get preferences(): Preferences {
    const kept = v.safeParse(PreferencesShape, JSON.parse(this.#row?.preferences ?? '{}'));
    // A stored preference whose value no longer exists falls back to the default.
    return kept.success ? kept.output : {};
  }

  /** They had themselves forgotten: nobody comes by this id any more. */
  get isForgotten(): boolean {
    return this.forgottenWords !== undefined;
  }

  /** What was to become of their words. */
  get forgottenWords(): 'keep' | 'remove' | undefined {
    return [undefined, 'keep', 'remove'][this.#row?.forgotten ?? 0] as 'keep' | 'remove' | undefined;
  }

  goBy(name: string): void {
    this.#set('name', name);
  }

  showBy(face: string | undefined): void {
    this.#set('face', face ?? null);
  }

  nextEpoch(): number {
    const next = this.epoch + 1;
    this.#set('epoch', next);
    return next;
  }

  /** What is not among these stays as it was. */
  prefer(preferences: Preferences): void {
    this.#set('preferences', JSON.stringify({ ...this.preferences, ...preferences }));
  }

  /** Leaves a tombstone, by which old cookies are known to be nobody's. */
  forget(words: 'keep' | 'remove'): void {
    this.#tables.change('DELETE FROM self');
    this.#set('forgotten', words === 'keep' ? 1 : 2);
  }

  get #row(): Row | undefined {
    return this.#tables.read<Row>('SELECT name, face, epoch, preferences, forgotten FROM self')[0];
  }

  #set(column: keyof Row, value: string | number | null): void {
    this.#tables.write(
      `INSERT INTO self (one, ${column}) VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET ${column} = excluded.${column}`,
      value,
    );
  }
}

type Row = {
  name: string | null;
  face: string | null;
  epoch: number;
  preferences: string;
  forgotten: number;
};
