import type { Seq } from '../../protocol/message.ts';
import { indexEntry } from '../../protocol/search/index-entry.ts';
import { type Phrase, tokensVersion } from '../../protocol/search/tokens.ts';
import type { IndexedMessage, SearchTerms } from '../room/history.ts';

/** What the index covers: messages in `(after, upTo]`. `changed`: the head when it last followed what changed. */
type Coverage = { after: Seq; upTo: Seq; changed: Seq };

/** So many messages, or so many UTF-16 units of their words, are taken up at once: what is said meanwhile waits no longer. */
const batchMessages = 40;
const batchUnits = 8_192;
/** So many pages of the index are put in order with each batch. Left to itself FTS5 puts off more and more, and then does it all at once. */
const mergedPages = 8;

/**
 * The words of a room, to be searched (FTS5). It is made when somebody first searches, from the newest message backwards, and takes
 * up then what was said since the last search: a room in which nobody searches pays nothing for it. It can always be made anew, so
 * it is no part of the schema.
 *
 * It has no copy of the texts. What is changed is taken out of it by its earlier words, and out of its file too (secure-delete).
 */
export class SqliteSearchIndex {
  readonly #storage: DurableObjectStorage;
  /** Undefined: there is none. */
  #coverage: Coverage | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.reread();
  }

  /** Within the transaction in which a message gets other words or, without them, loses its own. */
  replace(before: IndexedMessage, seq: Seq, text: string | undefined): void {
    const coverage = this.#coverage;
    if (!coverage || !covers(coverage, before.seq)) return;
    const { sql } = this.#storage;
    const remove = "INSERT INTO search_index (search_index, rowid, body) VALUES ('delete', ?, ?)";
    sql.exec(remove, before.seq, bodyOf(before));
    if (text !== undefined) this.#insert({ ...before, text });
    this.#note({ ...coverage, changed: seq });
  }

  /** Takes up some more messages, what was said since it last did first. False once it has them all. */
  extend(head: Seq): boolean {
    try {
      // Not in one transaction: what was created in it, and filled, SQLite cannot undo.
      const coverage = this.#coverage ?? this.#storage.transactionSync(() => this.#create(head));
      this.#storage.transactionSync(() => this.#takeUp(head, coverage));
    } catch (fault) {
      this.reread();
      throw fault;
    }
    return this.#coverage !== undefined && (this.#coverage.upTo < head || this.#coverage.after > 0);
  }

  #takeUp(head: Seq, coverage: Coverage): void {
    const { sql } = this.#storage;
    const isForwards = coverage.upTo < head;
    if (!isForwards && coverage.after === 0) return;
    const find = isForwards
      ? 'SELECT seq, person, text, in_thread, deleted FROM messages WHERE seq > ? ORDER BY seq LIMIT ?'
      : 'SELECT seq, person, text, in_thread, deleted FROM messages WHERE seq <= ? ORDER BY seq DESC LIMIT ?';
    const from = isForwards ? coverage.upTo : coverage.after;
    const batch: Row[] = [];
    let units = 0;
    for (const row of sql.exec<Row>(find, from, batchMessages)) {
      batch.push(row);
      units += row.text.length;
      if (units > batchUnits) break;
    }
    const isLast = batch.length < batchMessages && units <= batchUnits;
    const end = batch.at(-1)?.seq ?? from;
    // The index takes them in their order only, or writes what it has of them each time.
    for (const row of isForwards ? batch : batch.reverse()) {
      if (row.deleted === null) this.#insert(messageIn(row));
    }
    sql.exec("INSERT INTO search_index (search_index, rank) VALUES ('merge', ?)", mergedPages);
    this.#note({
      after: isForwards ? coverage.after : isLast ? 0 : end - 1,
      upTo: isForwards ? (isLast ? head : end) : coverage.upTo,
      changed: head,
    });
  }

  /** From which place on messages are found. */
  get after(): Seq | undefined {
    return this.#coverage?.after;
  }

  /** The places of the messages in which all of this is, the newest first. */
  find(terms: SearchTerms, limit: number): Seq[] {
    const match = terms.all.map((any) => `(${any.map(quoted).join(' OR ')})`).join(' AND ');
    const find =
      'SELECT rowid AS seq FROM search_index WHERE search_index MATCH ? AND rowid > ? AND rowid < ? ORDER BY rowid DESC LIMIT ?';
    const rows = this.#storage.sql
      .exec<{ seq: Seq }>(find, match, terms.after, terms.before, limit)
      .toArray();
    return rows.map(({ seq }) => seq);
  }

  /** After a larger transaction failed, of which something here was a part; and when it is opened. */
  reread(): void {
    const { sql } = this.#storage;
    this.#coverage = undefined;
    const read = 'SELECT version, after, up_to AS upTo, changed FROM search_coverage';
    const [row] = sql.exec<Coverage & { version: number }>(read).toArray();
    if (!row) return;
    const { version, ...coverage } = row;
    // An older build, which was gone back to meanwhile, changed words without knowing of an index.
    const missed = 'SELECT 1 FROM changes WHERE seq > ? AND message > ? AND message <= ? LIMIT 1';
    const isBehind = sql.exec(missed, coverage.changed, coverage.after, coverage.upTo).toArray().length > 0;
    if (version === tokensVersion && !isBehind) this.#coverage = coverage;
    else sql.exec('DROP TABLE search_index; DELETE FROM search_coverage');
  }

  #create(head: Seq): Coverage {
    // Tokens are cut and folded before: whatever is no blank here belongs to one.
    this.#storage.sql.exec(
      `DROP TABLE IF EXISTS search_index;
       CREATE VIRTUAL TABLE search_index USING fts5(body, content='', columnsize=0, tokenize="ascii");
       INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);
       INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0);
       INSERT INTO search_index (search_index, rank) VALUES ('crisismerge', 1000);`,
    );
    const coverage = { after: head, upTo: head, changed: head };
    this.#note(coverage);
    return coverage;
  }

  #insert(message: IndexedMessage): void {
    const insert = 'INSERT INTO search_index (rowid, body) VALUES (?, ?)';
    this.#storage.sql.exec(insert, message.seq, bodyOf(message));
  }

  #note(coverage: Coverage): void {
    this.#storage.sql.exec(
      'INSERT OR REPLACE INTO search_coverage (one, version, after, up_to, changed) VALUES (1, ?, ?, ?, ?)',
      tokensVersion,
      coverage.after,
      coverage.upTo,
      coverage.changed,
    );
    this.#coverage = coverage;
  }
}

type Row = { seq: Seq; person: string; text: string; in_thread: Seq | null; deleted: number | null };

const messageIn = ({ seq, person, text, in_thread }: Row): IndexedMessage => ({
  seq,
  text,
  by: { id: person },
  ...(in_thread !== null && { inThread: in_thread }),
});

const bodyOf = (message: IndexedMessage): string => indexEntry(message).join(' ');

// Tokens have no quotes.
const quoted = ({ tokens, isBeginning }: Phrase): string => `"${tokens.join(' ')}"${isBeginning ? '*' : ''}`;

const covers = ({ after, upTo }: Coverage, seq: Seq): boolean => seq > after && seq <= upTo;
