import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ActId,
  changeOf,
  type Message,
  type Seq,
  type Stretch,
  versionOf,
} from '../protocol/message.ts';
import { message } from './fake-world.ts';
import { type Gap, Timeline } from './timeline.ts';

// The same runs every time, unless the environment's SEED asks for others. A failure prints its seed.
const runs = { numRuns: 400, seed: Number(process.env['SEED'] ?? 3) };

describe('C6 whatever a timeline is told, in whatever order', () => {
  test('it holds what it was told, each once, ascending, as it stood latest, and knows what it does not', () => {
    fc.assert(
      fc.property(
        fc.array(doing, { maxLength: 25, size: 'max' }),
        fc.array(cut, { maxLength: 25, size: 'max' }),
        (doings, cuts) => {
          const told = new Told();
          const timeline = new Timeline();
          for (const frame of framesOf(doings, cuts)) {
            expect(tell(timeline, frame)).toEqual(told.take(frame));
            expect(shown(timeline)).toEqual(shown(told));
            for (const one of told.messages) expect(timeline.find(one.seq)).toEqual(one);
          }
        },
      ),
      runs,
    );
  });

  test('it ends up the same', () => {
    const twice = fc
      .tuple(fc.array(doing, { maxLength: 25, size: 'max' }), fc.array(cut, { maxLength: 15, size: 'max' }))
      .chain(([doings, cuts]) => {
        const frames = framesOf(doings, cuts);
        const again = [...frames, ...frames, ...frames];
        return fc.tuple(fc.constant(frames), fc.shuffledSubarray(again, { minLength: frames.length * 2 }));
      });
    fc.assert(
      fc.property(twice, ([frames, shuffled]) => {
        const missing = frames.filter((frame) => !shuffled.includes(frame));
        const [once, otherwise] = [new Timeline(), new Timeline()];
        for (const frame of frames) tell(once, frame);
        for (const frame of [...shuffled, ...missing]) tell(otherwise, frame);
        expect(shown(otherwise)).toEqual(shown(once));
      }),
      runs,
    );
  });
});

describe('C6 C7 through a life of lines lost and found', () => {
  test('what is held is always as the room has it, and once the gaps are filled it is a fresh load', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 60, size: 'max' }), (turns) => {
        const room = new Reference();
        const timeline = new Timeline();
        let live = false;
        for (const one of turns) {
          live = take(one, { room, timeline, live });
          if (live) expectAsTheRoomHasIt(timeline, room);
        }
        comeBack(timeline, room);
        expectAsTheRoomHasIt(timeline, room);
        for (let pages = 0; timeline.gaps.length > 0; pages += 1) {
          // Each page is full but for those that close a gap.
          expect(pages).toBeLessThan(room.head + 1);
          timeline.add(room.page(timeline.gaps[pages % timeline.gaps.length]?.before ?? 0));
        }
        expect(timeline.messages).toEqual(room.messages(0, room.head));
        expect(timeline.upTo).toBe(room.head);
      }),
      runs,
    );
  });
});

type Doing = { t: 'say' } | { t: 'edit' | 'delete'; of: number };

type Frame = { t: 'add'; stretch: Stretch } | { t: 'said' | 'changed' | 'renew'; message: Message };

/** A frame cut out of a history as it stood at some moment. The numbers are brought into range. */
type Cut = { t: Frame['t']; moment: number; upTo: number; after: number };

type Turn =
  | { t: 'do'; doing: Doing }
  | { t: 'lose' }
  | { t: 'return' }
  /** Lost, and restored to an earlier day. Before it is found again it may grow past what was seen. */
  | { t: 'restore'; to: number }
  | { t: 'page'; which: number }
  /** The answer to the resend of an act: a message as it stands now. */
  | { t: 'again'; as: 'said' | 'changed'; which: number };

const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ t: 'say' as const }) },
  { weight: 2, arbitrary: fc.record({ t: fc.constantFrom('edit', 'delete'), of: fc.nat() }) },
);

const cut: fc.Arbitrary<Cut> = fc.record({
  t: fc.oneof(
    { weight: 3, arbitrary: fc.constant('add' as const) },
    { weight: 3, arbitrary: fc.constantFrom('said', 'changed', 'renew') },
  ),
  moment: fc.nat(),
  upTo: fc.nat(),
  after: fc.nat(),
});

const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ t: fc.constant('do' as const), doing }) },
  { weight: 1, arbitrary: fc.constant({ t: 'lose' as const }) },
  { weight: 2, arbitrary: fc.constant({ t: 'return' as const }) },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('page' as const), which: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      t: fc.constant('again' as const),
      as: fc.constantFrom('said', 'changed'),
      which: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ t: fc.constant('restore' as const), to: fc.nat() }) },
);

/** What a room holds and answers, in the plainest way, with limits that a short history reaches. */
class Reference {
  #log: { is: Doing['t']; of: Seq; id: ActId }[] = [];
  #acts = 0;

  get head(): Seq {
    return this.#log.length;
  }

  /** Does it, and returns the message as it stands then. What cannot be changed gets an answer instead. */
  do(doing: Doing): Message {
    const found = doing.t === 'say' ? undefined : nth(this.messages(0, this.head), doing.of);
    const possible = found !== undefined && !found.deleted;
    this.#acts += 1;
    const id = `act-${String(this.#acts).padStart(8, '0')}`;
    this.#log.push({ is: possible ? doing.t : 'say', of: possible ? found.seq : this.head + 1, id });
    return this.#at(possible ? found.seq : this.head, this.head);
  }

  restore(to: Seq): void {
    this.#log = this.#log.slice(0, to);
  }

  actAt(seq: Seq): ActId | undefined {
    return this.#log[seq - 1]?.id;
  }

  /** As they stood at some moment, or stand now. */
  messages(after: Seq, upTo: Seq, moment = this.head): Message[] {
    const seqs = Array.from({ length: Math.max(0, upTo - after) }, (_, i) => after + 1 + i);
    return seqs.filter((seq) => this.#log[seq - 1]?.is === 'say').map((seq) => this.#at(seq, moment));
  }

  since(since: Seq, sinceId: ActId | undefined): Stretch & { changed: Message[]; forget: boolean } {
    return {
      ...this.#since(since, sinceId),
      ...(this.head > 0 ? { upToId: this.actAt(this.head) ?? '' } : {}),
    };
  }

  #since(since: Seq, sinceId: ActId | undefined): Stretch & { changed: Message[]; forget: boolean } {
    const changed = this.messages(0, since).filter((one) => versionOf(one) > since);
    const forget = since > 0 && (this.actAt(since) !== sinceId || changed.length > 4);
    const missed = this.messages(since, this.head);
    if (since === 0 || forget) return { ...this.#pageUpTo(this.head, 3), changed: [], forget };
    if (missed.length > 5) return { ...this.#pageUpTo(this.head, 3), changed, forget };
    return { after: since, upTo: this.head, messages: missed, changed, forget };
  }

  page(before: Seq): Stretch {
    return this.#pageUpTo(before - 1, 5);
  }

  #pageUpTo(upTo: Seq, most: number): Stretch {
    const older = this.messages(0, upTo);
    const messages = older.slice(-most);
    const [oldest] = messages;
    return { after: oldest && older.length > most ? oldest.seq - 1 : 0, upTo, messages };
  }

  #at(seq: Seq, moment: Seq): Message {
    const said = { ...message(seq, undefined, this.actAt(seq)), text: `words ${this.actAt(seq)}` };
    let state: Message = said;
    for (const [i, { is, of }] of this.#log.slice(0, moment).entries()) {
      const changed = i + 1;
      if (of !== seq || is === 'say') continue;
      state =
        is === 'edit'
          ? { ...said, text: `${said.text} of ${changed}`, changed, editedAt: changed }
          : { ...said, text: '', changed, deleted: true };
    }
    return state;
  }
}

/** What was told so far, place by place. */
class Told {
  upTo: Seq = 0;
  readonly #covered = new Set<Seq>();
  readonly #newest = new Map<Seq, Message>();

  /** Returns what is new by it. */
  take(frame: Frame): Message[] {
    const { after, upTo, messages } = placesOf(frame);
    const fresh = messages.filter(({ seq }) => after < seq && !this.#covered.has(seq));
    for (let seq = after + 1; seq <= upTo; seq += 1) this.#covered.add(seq);
    this.upTo = Math.max(this.upTo, upTo);
    for (const one of messages) {
      const known = this.#newest.get(one.seq);
      if (!known || versionOf(one) > versionOf(known)) this.#newest.set(one.seq, one);
    }
    return frame.t === 'add' || frame.t === 'said' ? fresh : [];
  }

  get messages(): Message[] {
    return [...this.#newest.values()]
      .filter(({ seq }) => this.#covered.has(seq))
      .sort((a, b) => a.seq - b.seq);
  }

  /** From one message that is held, or one end, to the next: the outermost places between that are not. */
  get gaps(): Gap[] {
    const ends = [0, ...this.messages.map(({ seq }) => seq), this.upTo + 1];
    return ends.slice(1).flatMap((end, i) => {
      const missing = range(ends[i] ?? 0, end).filter((seq) => !this.#covered.has(seq));
      const [first, last] = [missing[0], missing.at(-1)];
      return first === undefined || last === undefined ? [] : [{ after: first - 1, before: last + 1 }];
    });
  }
}

function placesOf(frame: Frame): Stretch {
  if (frame.t === 'add') return frame.stretch;
  const messages = [frame.message];
  const { seq, changed } = frame.message;
  if (frame.t === 'said') return { after: seq - 1, upTo: seq, messages };
  if (frame.t === 'changed' && changed !== undefined) return { after: changed - 1, upTo: changed, messages };
  return { after: 0, upTo: 0, messages };
}

function tell(timeline: Timeline, frame: Frame): Message[] {
  switch (frame.t) {
    case 'add':
      return timeline.add(frame.stretch);
    case 'said':
      return timeline.said(frame.message) ? [frame.message] : [];
    case 'changed':
      timeline.changed(changeOf(frame.message), idOfAct(frame.message));
      return [];
    case 'renew':
      timeline.renew(changeOf(frame.message));
      return [];
  }
}

const idOfAct = (message: Message) => `act-at-${versionOf(message)}`;

function framesOf(doings: Doing[], cuts: Cut[]): Frame[] {
  const room = new Reference();
  for (const one of doings) room.do(one);
  return cuts.flatMap((one): Frame[] => {
    const moment = one.moment % (room.head + 1);
    const upTo = one.upTo % (moment + 1);
    const after = one.after % (upTo + 1);
    if (one.t === 'add') {
      return [{ t: 'add', stretch: { after, upTo, messages: room.messages(after, upTo, moment) } }];
    }
    const found = nth(room.messages(0, moment, moment), one.upTo);
    return found ? [{ t: one.t, message: found }] : [];
  });
}

/** One turn of a life; returns whether the line is there after it. */
function take(
  one: Turn,
  { room, timeline, live }: { room: Reference; timeline: Timeline; live: boolean },
): boolean {
  switch (one.t) {
    case 'do': {
      const before = room.head;
      const message = room.do(one.doing);
      if (live && message.seq > before) expect(timeline.said(message)).toBe(true);
      else if (live) timeline.changed(changeOf(message), room.actAt(room.head) ?? '');
      return live;
    }
    case 'lose':
      return false;
    case 'restore':
      room.restore(one.to % (room.head + 1));
      return false;
    case 'return':
      comeBack(timeline, room);
      return true;
    case 'page': {
      const gap = nth(timeline.gaps, one.which);
      if (live && gap) timeline.add(room.page(gap.before));
      return live;
    }
    case 'again': {
      const found = nth(room.messages(0, room.head), one.which);
      if (live && found && one.as === 'said') timeline.said(found);
      else if (live && found) timeline.changed(changeOf(found), idOfAct(found));
      return live;
    }
  }
}

function comeBack(timeline: Timeline, room: Reference): void {
  const welcome = room.since(timeline.upTo, timeline.upToId);
  if (welcome.forget) timeline.clear();
  for (const one of welcome.changed) timeline.renew(changeOf(one));
  timeline.add(welcome);
}

function expectAsTheRoomHasIt(timeline: Timeline, room: Reference): void {
  const { gaps } = timeline;
  const missing = (seq: Seq) => gaps.some(({ after, before }) => after < seq && seq < before);
  expect(timeline.messages).toEqual(room.messages(0, room.head).filter(({ seq }) => !missing(seq)));
  expect(timeline.upTo).toBe(room.head);
}

function shown({ messages, gaps, upTo }: { messages: readonly Message[]; gaps: readonly Gap[]; upTo: Seq }) {
  return { messages, gaps, upTo };
}

function nth<T>(list: readonly T[], n: number): T | undefined {
  return list[n % list.length];
}

function range(after: Seq, before: Seq): Seq[] {
  return Array.from({ length: Math.max(0, before - after - 1) }, (_, i) => after + 1 + i);
}
