import { describe, expect, test } from 'vitest';
import type { ActId } from '../protocol/message.ts';
import type { Act, Say } from '../protocol/up.ts';
import { Chat } from './chat.ts';
import { ana, beginning, bo, FakeWorld, greet, liveChat, message, settled, stretch } from './fake-world.ts';
import { MemoryOutboxStores } from './memory-outbox-store.ts';
import type { OutboxStore, Unsent } from './outbox-store.ts';
import { timing } from './timing.ts';

/** A tab of Ana's browser: all that share their stores are of one. Each has a world, and so a line, of its own. */
type TestTab = { world: FakeWorld; chat: Chat };

describe('C5 an act is stamped with what had been seen when it is first sent', () => {
  test('once, through every resend', async () => {
    const { world, chat } = await tab();
    drop(world);
    chat.say('written at 3');
    await welcomeBack(world, 3, 8);
    expect(says(world)).toMatchObject([{ after: 8 }]);
    drop(world);
    await welcomeBack(world, 8, 20);
    expect(says(world)).toMatchObject([{ after: 8 }]);
    drop(world);
    await welcomeBack(world, 20, 30);
    expect(says(world)).toMatchObject([{ text: 'written at 3', after: 8 }]);
  });

  test('in the store before it leaves', async () => {
    const { world, chat } = await tab();
    const gate = holdStamps(world);
    const next = await reload(world, chat);
    drop(world);
    next.say('words');
    await welcomeBack(world, 3, 8);
    expect(says(world)).toEqual([]);
    gate.open();
    await settled();
    expect(says(world)).toMatchObject([{ text: 'words', after: 8 }]);
    expect(await world.store.load()).toMatchObject([{ text: 'words', after: 8 }]);
  });

  test('and keeps its stamp when the page is loaded anew', async () => {
    const { world, chat } = await tab();
    drop(world);
    chat.say('offline');
    await welcomeBack(world, 3, 8);
    chat.say('online');
    const sent = says(world);
    expect(sent).toMatchObject([
      { text: 'offline', after: 8 },
      { text: 'online', after: 8 },
    ]);
    await reload(world, chat, 50);
    expect(says(world)).toEqual(sent);
  });

  test('and keeps it in another tab', async () => {
    const [one, two] = await tabs();
    drop(one.world);
    drop(two.world);
    one.chat.say('words');
    await welcomeBack(one.world, 3, 8);
    const sent = says(one.world);
    drop(one.world);
    await welcomeBack(two.world, 3, 20);
    expect(says(two.world)).toEqual(sent);
    expect(sent).toMatchObject([{ after: 8 }]);
  });

  test('and when two tabs stamp it at once, with the first of the two', async () => {
    const { one, two } = await oneAndADeafOne();
    const { stamp } = two.world.ports.store;
    two.world.ports.store.stamp = async (ids, after) => {
      await one.world.store.stamp(ids, 8);
      return stamp(ids, after);
    };
    greet(two.world, stretch(3, 20));
    await settled();
    expect(says(two.world)).toMatchObject([{ text: 'words', after: 8 }]);
  });

  test('but not when another tab has just discarded it', async () => {
    const { one, two } = await oneAndADeafOne();
    const { stamp } = two.world.ports.store;
    two.world.ports.store.stamp = async (ids, after) => {
      for (const id of ids) await one.world.store.remove(id);
      return stamp(ids, after);
    };
    greet(two.world, stretch(3, 20));
    await settled();
    expect([says(two.world), texts(two)]).toEqual([[], []]);
  });

  test('and has none while it waits for a first line', async () => {
    const { world, chat } = await tab();
    drop(world);
    chat.say('offline');
    await settled();
    const [kept] = await world.store.load();
    expect(kept).not.toHaveProperty('after');
  });
});

describe('C5 nothing overtakes what waits', () => {
  test('not even words typed while those before are being stamped', async () => {
    const { world, chat } = await tab();
    drop(world);
    chat.say('one');
    chat.say('two');
    const gate = holdStamps(world);
    const next = await reload(world, chat);
    next.say('three');
    await settled();
    expect(says(world)).toEqual([]);
    gate.open();
    await settled();
    next.say('four');
    expect(says(world).map(({ text }) => text)).toEqual(['one', 'two', 'three', 'four']);
  });

  test('nor words typed before a new page knows what the one before it left', async () => {
    const { world, chat } = await tab();
    drop(world);
    chat.say('one');
    await settled();
    chat.pause();
    const next = new Chat(world.ports, beginning());
    next.start();
    greet(world, stretch(3, 3));
    next.say('two');
    expect(says(world)).toEqual([]);
    await settled();
    expect(says(world).map(({ text }) => text)).toEqual(['one', 'two']);
    expect(next.outbox.unsent.map(({ is }) => is)).toEqual(['sending', 'sending']);
  });

  test('nor what another page had stamped already', async () => {
    const stores = new MemoryOutboxStores();
    await stores.open().add(unsent('id-one-one'));
    await stores.open().add({ ...unsent('id-two-two'), after: 2 });
    const { world } = await tab(stores);
    expect(says(world)).toMatchObject([
      { id: 'id-one-one', after: 3 },
      { id: 'id-two-two', after: 2 },
    ]);
  });

  test('a stamp that is given while the line is lost is not sent into nothing', async () => {
    const { world, chat } = await tab();
    const gate = holdStamps(world);
    const next = await reload(world, chat);
    drop(world);
    next.say('words');
    await welcomeBack(world, 3, 8);
    drop(world);
    gate.open();
    await settled();
    expect(next.outbox.unsent).toMatchObject([{ is: 'queued', after: 8 }]);
    await welcomeBack(world, 8, 20);
    expect(says(world)).toMatchObject([{ text: 'words', after: 8 }]);
  });
});

describe('C5 a store that fails leaves a working chat', () => {
  const everything = ['load', 'add', 'stamp', 'fail', 'replace', 'remove'] as const;

  test('when nothing of it works', async () => {
    const { world, chat } = await tabWith(everything);
    expect(chat.outbox.isKept).toBe(false);
    chat.say('one');
    expect(says(world)).toMatchObject([{ text: 'one', after: 3 }]);
    drop(world);
    chat.say('two');
    await welcomeBack(world, 3, 8);
    expect(says(world)).toMatchObject([
      { text: 'one', after: 3 },
      { text: 'two', after: 3 },
    ]);
    refuse(world, says(world)[0]?.id, 'say');
    await settled();
    const failed = chat.outbox.unsent.find(({ is }) => is === 'failed');
    await Promise.all([chat.retry(failed?.id ?? ''), chat.retry(failed?.id ?? '')]);
    await settled();
    expect(says(world).map(({ text }) => text)).toEqual(['one', 'two', 'one']);
    for (const { id } of says(world)) confirm(world, id, 9 + says(world).findIndex((one) => one.id === id));
    await settled();
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.outbox.isKept).toBe(false);
  });

  test('and says so, until what it had no room for has arrived', async () => {
    const { world, chat } = await tabWith(['add']);
    expect(chat.outbox.isKept).toBe(true);
    drop(world);
    chat.say('too much for it');
    await settled();
    expect(chat.outbox.isKept).toBe(false);
    await world.store.remove('id-of-nothing');
    await welcomeBack(world, 3, 8);
    expect(says(world)).toMatchObject([{ text: 'too much for it', after: 3 }]);
    drop(world);
    await welcomeBack(world, 8, 20);
    expect(says(world)).toMatchObject([{ text: 'too much for it', after: 3 }]);
    expect(chat.outbox.isKept).toBe(false);
    confirm(world, says(world)[0]?.id, 21);
    await settled();
    expect(chat.outbox.unsent).toEqual([]);
    expect(chat.outbox.isKept).toBe(true);
  });

  test('in the order of doing, when it had room for some and other tabs add theirs', async () => {
    const { world, chat, stores } = await tabWith([]);
    drop(world);
    world.ports.store.add = rejecting;
    chat.say('too much for it');
    chat.say('this too');
    await settled();
    world.ports.store.add = world.store.add;
    chat.say('well');
    await settled();
    expect(chat.outbox.isKept).toBe(false);
    await stores.open().add({ ...unsent('from-elsewhere'), text: 'elsewhere' });
    await settled();
    await welcomeBack(world, 3, 8);
    expect(says(world).map(({ text }) => text)).toEqual(['too much for it', 'this too', 'well', 'elsewhere']);
  });

  // Another tab may have stamped and sent it meanwhile: this place is before whatever came of that.
  test('and where a stamp cannot be noted, the place is that of the doing, in this tab and for good', async () => {
    const { world, chat, stores } = await tabWith(['stamp']);
    drop(world);
    chat.say('words');
    await welcomeBack(world, 3, 8);
    expect(says(world)).toMatchObject([{ after: 3 }]);
    expect(chat.outbox.isKept).toBe(false);
    await stores.open().add(unsent('from-elsewhere'));
    await settled();
    drop(world);
    await welcomeBack(world, 8, 20);
    expect(says(world)[0]).toMatchObject({ text: 'words', after: 3 });
  });

  test('and a failure it could not note stands in this tab, whatever another does to the store', async () => {
    const { world, chat, stores } = await tabWith(['fail']);
    chat.say('words');
    refuse(world, says(world)[0]?.id, 'say');
    await settled();
    await stores.open().add(unsent('from-elsewhere'));
    await settled();
    expect(chat.outbox.unsent[0]).toMatchObject({ text: 'words', is: 'failed' });
    expect(says(world).map(({ text }) => text)).toEqual(['words', 'words from-elsewhere']);
  });

  test('and what it could not let go of is not shown or sent again by this tab', async () => {
    const { world, chat, stores } = await tabWith(['remove']);
    chat.say('words');
    confirm(world, says(world)[0]?.id, 4);
    await settled();
    await stores.open().add(unsent('from-elsewhere'));
    await settled();
    expect(chat.outbox.unsent.map(({ id }) => id)).toEqual(['from-elsewhere']);
    drop(world);
    await welcomeBack(world, 4, 8);
    expect(says(world).map(({ id }) => id)).toEqual(['from-elsewhere']);
  });
});

describe('C9 what is unsent outlives the page', () => {
  test('and leaves, in order, from the next one', async () => {
    const { world, chat } = await tab();
    drop(world);
    chat.say('one');
    chat.edit({ seq: 2, id: message(2).id }, 'two');
    chat.say('three');
    const next = await reload(world, chat);
    expect(acts(world)).toMatchObject([{ text: 'one' }, { t: 'edit', text: 'two' }, { text: 'three' }]);
    expect(next.outbox.unsent.map(({ is }) => is)).toEqual(['sending', 'sending', 'sending']);
  });

  test('also what failed, which waits for its person', async () => {
    const { world, chat } = await tab();
    chat.say('hm');
    refuse(world, says(world)[0]?.id, 'say');
    const next = await reload(world, chat);
    expect(next.outbox.unsent).toMatchObject([{ is: 'failed', reason: 'too-long' }]);
    expect(says(world)).toEqual([]);
  });

  test('is shown before there is a line', async () => {
    const { world, chat } = await tab();
    drop(world);
    chat.say('one');
    await settled();
    const next = new Chat(world.ports, beginning({ present: [], here: 0 }));
    next.start();
    await settled();
    expect(next.outbox.unsent).toMatchObject([{ text: 'one', is: 'queued' }]);
  });

  test('and the page’s return from the browser’s memory', async () => {
    const { world, chat } = await tab();
    chat.say('words');
    const sent = says(world);
    chat.pause();
    expect(chat.outbox.unsent).toMatchObject([{ is: 'queued' }]);
    await settled();
    const elsewhere = world.stores.open();
    await elsewhere.add(unsent('from-elsewhere'));
    await settled();
    expect(chat.outbox.unsent).toHaveLength(1);
    chat.start();
    greet(world, stretch(3, 5));
    await settled();
    expect(says(world)).toEqual([...sent, expect.objectContaining({ id: 'from-elsewhere', after: 5 })]);
  });

  test('and is let go when the room said it, though this page had not heard of it yet', async () => {
    const { world, chat } = await tab();
    chat.say('words');
    await settled();
    const [left] = await world.store.load();
    chat.pause();
    const messages = [...stretch(0, 3).messages, message(4, ana, left?.id)];
    const next = new Chat(world.ports, beginning({ stretch: { after: 0, upTo: 4, messages } }));
    next.start();
    greet(world, { after: 3, upTo: 4, messages: [message(4, ana, left?.id)] });
    await settled();
    expect(next.outbox.unsent).toEqual([]);
    expect(await world.store.load()).toEqual([]);
  });
});

describe('C9 what is unsent is shared by all tabs', () => {
  test('which show what another has queued, sends and has refused', async () => {
    const [one, two] = await tabs();
    drop(one.world);
    drop(two.world);
    one.chat.say('one');
    two.chat.say('two');
    await settled();
    expect(texts(two)).toEqual(['one queued', 'two queued']);
    expect(texts(one)).toEqual(['one queued', 'two queued']);
    await welcomeBack(one.world, 3, 3);
    expect(texts(two)).toEqual(['one sending', 'two sending']);
    refuse(one.world, says(one.world)[0]?.id, 'say');
    await settled();
    expect(texts(two)).toEqual(['one failed', 'two sending']);
    confirm(one.world, says(one.world)[1]?.id, 4);
    await settled();
    expect(texts(two)).toEqual(['one failed']);
    two.chat.discard(two.chat.outbox.unsent[0]?.id ?? '');
    await settled();
    expect(texts(one)).toEqual([]);
  });

  test('and is tried again by one of two that try at once', async () => {
    const [one, two] = await tabs();
    one.chat.say('hm');
    refuse(one.world, says(one.world)[0]?.id, 'say');
    await settled();
    const id = one.chat.outbox.unsent[0]?.id ?? '';
    const shown: number[] = [];
    for (const { world, chat } of [one, two]) {
      world.ports.changed = () => void shown.push(chat.outbox.unsent.length);
    }
    const tries = [two, one, two].map(({ chat }) => chat.retry(id));
    for (const { chat } of [one, two]) shown.push(chat.outbox.unsent.length);
    await Promise.all(tries);
    shown.push(one.chat.outbox.unsent.length, two.chat.outbox.unsent.length);
    await settled();
    expect(Math.max(...shown)).toBe(1);
    expect([...says(one.world).slice(1), ...says(two.world)]).toMatchObject([{ text: 'hm' }]);
    expect(texts(one)).toEqual(['hm sending']);
    expect(texts(two)).toEqual(['hm sending']);
  });

  test('and what was tried again and discarded at once is gone', async () => {
    const [one, two] = await tabs();
    drop(one.world);
    one.chat.say('hm');
    await one.world.store.fail(one.chat.outbox.unsent[0]?.id ?? '', 'empty');
    await two.world.store.add(unsent('from-elsewhere'));
    await settled();
    const id = one.chat.outbox.unsent[0]?.id ?? '';
    const retried = two.chat.retry(id);
    two.chat.discard(id);
    await retried;
    await settled();
    expect(one.chat.outbox.unsent.map((one) => one.id)).toEqual(['from-elsewhere']);
    expect((await one.world.store.load()).map((one) => one.id)).toEqual(['from-elsewhere']);
  });
});

describe('C9 one tab at a time sends', () => {
  test('which need not be the one in which it was written', async () => {
    const [one, two] = await tabs();
    two.chat.say('from the second');
    await settled();
    expect(says(two.world)).toEqual([]);
    expect(says(one.world)).toMatchObject([{ text: 'from the second', after: 3 }]);
    confirm(one.world, says(one.world)[0]?.id, 4);
    await settled();
    expect([texts(one), texts(two)]).toEqual([[], []]);
  });

  test('the other as soon as the first has no line, and what was under way goes as it was', async () => {
    const [one, two] = await tabs();
    one.chat.say('on its way');
    const sent = says(one.world);
    two.world.socket.says({ t: 'said', message: message(4) });
    drop(one.world);
    await settled();
    expect(says(two.world)).toEqual(sent);
    expect(texts(two)).toEqual(['on its way sending']);
    one.chat.say('more');
    await settled();
    expect(says(two.world)).toMatchObject([{ text: 'on its way' }, { text: 'more', after: 4 }]);
    await welcomeBack(one.world, 3, 4);
    expect(says(one.world)).toEqual([]);
  });

  test('and when the first has died in the middle of sending', async () => {
    const [one, two] = await tabs();
    drop(one.world);
    drop(two.world);
    one.chat.say('one');
    one.chat.say('two');
    await welcomeBack(one.world, 3, 3);
    await welcomeBack(two.world, 3, 3);
    const sent = says(one.world);
    expect(sent).toHaveLength(2);
    one.chat.pause();
    await settled();
    expect(says(two.world)).toEqual(sent);
    for (const [i, { id }] of sent.entries()) confirm(two.world, id, 4 + i);
    await settled();
    expect(await two.world.store.load()).toEqual([]);
  });

  test('and when the others never heard what the first has stamped', async () => {
    const { one, two } = await oneAndADeafOne();
    await welcomeBack(one.world, 3, 8);
    const sent = says(one.world);
    expect(sent).toMatchObject([{ text: 'words', after: 8 }]);
    greet(two.world, stretch(3, 20));
    one.chat.pause();
    await settled();
    expect(says(two.world)).toEqual(sent);
  });

  test('and does not send again what the first had done, though it never heard of that', async () => {
    const { one, two } = await oneAndADeafOne();
    await welcomeBack(one.world, 3, 8);
    confirm(one.world, says(one.world)[0]?.id, 9);
    await settled();
    greet(two.world, stretch(100, 120));
    expect(texts(two)).toEqual(['words queued']);
    one.chat.pause();
    await settled();
    expect([says(two.world), texts(two)]).toEqual([[], []]);
  });

  test('and when the others never heard of what the first has written', async () => {
    const { one, two } = await oneAndADeafOne();
    one.chat.say('unheard of');
    greet(two.world, stretch(3, 3));
    await settled();
    expect(says(two.world)).toMatchObject([{ text: 'words' }, { text: 'unheard of' }]);
  });

  test('and is not held up by late news of what the first had under way', async () => {
    const stores = new MemoryOutboxStores();
    const one = await tab(stores);
    const world = new FakeWorld(stores);
    let late: (ids: ActId[]) => void = () => {};
    const watch: OutboxStore['watch'] = (heard) => {
      late = heard.sending;
      return world.store.watch({ ...heard, sending: () => {} });
    };
    world.ports = { ...world.ports, store: { ...world.store, watch } };
    await liveChat(world);
    one.chat.say('words');
    await settled();
    drop(one.world);
    late([one.chat.outbox.unsent[0]?.id ?? '']);
    await settled();
    expect(says(world)).toMatchObject([{ text: 'words' }]);
  });

  test('the one that is looked at takes over, and the other stops', async () => {
    const [one, two] = await tabs();
    one.chat.say('on its way');
    await settled();
    two.world.store.lookAt();
    await settled();
    expect(says(two.world)).toEqual(says(one.world));
    one.chat.say('more');
    await settled();
    expect(says(one.world).map(({ text }) => text)).toEqual(['on its way']);
    expect(says(two.world).map(({ text }) => text)).toEqual(['on its way', 'more']);
  });

  test('but not one whose chat has ended', async () => {
    const [one, two] = await tabs();
    two.chat.pause();
    drop(one.world);
    one.chat.say('words');
    await settled();
    expect([...says(one.world), ...says(two.world)]).toEqual([]);
    await welcomeBack(one.world, 3, 3);
    expect(says(one.world)).toHaveLength(1);
  });

  test('words of somebody else who left them in this browser are not shown, and not sent', async () => {
    const stores = new MemoryOutboxStores();
    const bos = { ...unsent('from-bo-1234'), by: bo.id };
    await stores.open().add(bos);
    await stores.open().add(unsent('from-ana-123'));
    const { world, chat } = await tab(stores);
    expect(says(world)).toMatchObject([{ id: 'from-ana-123' }]);
    expect(chat.unsent).toMatchObject([{ id: 'from-ana-123', is: 'sending' }]);
    expect(world.news).toEqual([]);
    expect((await world.store.load())[0]).toMatchObject({ id: bos.id, is: 'queued' });
  });

  test('words of whoever sat here before, while the page was open, fail until their person decides', async () => {
    const stores = new MemoryOutboxStores();
    const bos = { ...unsent('from-bo-1234'), by: bo.id };
    await stores.open().add(bos);
    const world = new FakeWorld(stores);
    const chat = new Chat(world.ports, beginning({ you: bo }));
    chat.become(ana);
    chat.start();
    greet(world, { ...stretch(3, 3), you: ana, present: [ana] });
    await settled();
    expect(says(world)).toEqual([]);
    expect(chat.unsent).toMatchObject([{ id: bos.id, by: bo.id, is: 'failed', reason: 'other-name' }]);
    expect(world.news).toEqual([{ t: 'refused', of: 'say', reason: 'other-name' }]);
    // Bo, in another tab, may still send them.
    expect((await world.store.load())[0]).toMatchObject({ is: 'queued' });
    await chat.retry(bos.id);
    await settled();
    expect(chat.outbox.unsent.at(-1)).toMatchObject({ by: ana.id, is: 'sending' });
    expect(says(world).at(-1)).toMatchObject({ text: bos.text });
  });

  test('tabs of two persons do not wait for each other', async () => {
    const stores = new MemoryOutboxStores();
    const one = await tab(stores);
    const world = new FakeWorld(stores);
    const chat = new Chat(world.ports, beginning({ you: bo }));
    chat.start();
    greet(world, { ...stretch(3, 3), you: bo, present: [bo] });
    await settled();
    chat.say('from Bo');
    one.chat.say('from Ana');
    await settled();
    expect(says(world).map(({ text }) => text)).toEqual(['from Bo']);
    expect(says(one.world).map(({ text }) => text)).toEqual(['from Ana']);
  });

  test('what only one tab has, it sends although another leads', async () => {
    const { world, chat } = await tab();
    const other = new FakeWorld(world.stores);
    const second = await liveChat(other);
    other.ports.store.add = rejecting;
    second.say('kept nowhere');
    await settled();
    expect(says(other)).toMatchObject([{ text: 'kept nowhere', after: 3 }]);
    expect(says(world)).toEqual([]);
    expect(chat.outbox.unsent).toEqual([]);
  });

  test('what was said before somebody took another name is not theirs to say again', async () => {
    const { world, chat } = await tab();
    chat.say('did this arrive?');
    const id = says(world)[0]?.id ?? '';
    drop(world);
    world.pass(timing.longestBackoffMs);
    const said = { ...message(4), id, by: ana };
    greet(world, { after: 3, upTo: 4, messages: [said], you: bo, present: [bo] });
    await settled();
    expect(chat.unsent).toEqual([]);
    expect(world.news).toEqual([]);
  });

  test('what a page brings with it is not unsent', async () => {
    const stores = new MemoryOutboxStores();
    const words = unsent('said-before-1');
    await stores.open().add(words);
    const world = new FakeWorld(stores);
    const said = { ...message(3), id: words.id, by: ana };
    const rendered = { after: 2, upTo: 3, messages: [said] };
    const chat = new Chat(world.ports, beginning({ stretch: rendered }));
    chat.start();
    await settled();
    expect(chat.unsent).toEqual([]);
    expect(await world.store.load()).toEqual([]);
  });

  test('a browser that has lost what it kept is given it again', async () => {
    const { world, chat } = await tab();
    drop(world);
    chat.say('one');
    chat.say('two');
    await settled();
    for (const { id } of await world.store.load()) await world.store.remove(id);
    const load = world.ports.store.load;
    world.ports.store.load = rejecting;
    await chat.outbox.catchUp();
    expect(chat.outbox.unsent).toHaveLength(2);
    expect(chat.outbox.isKept).toBe(false);
    world.ports.store.load = load;
    await chat.outbox.catchUp();
    await settled();
    expect((await world.store.load()).map((one) => 'text' in one && one.text)).toEqual(['one', 'two']);
    expect(chat.outbox.isKept).toBe(true);
  });
});

async function tab(stores = new MemoryOutboxStores()): Promise<TestTab> {
  const world = new FakeWorld(stores);
  const chat = await liveChat(world);
  return { world, chat };
}

async function tabs(): Promise<[TestTab, TestTab]> {
  const stores = new MemoryOutboxStores();
  return [await tab(stores), await tab(stores)];
}

/** Two tabs without a line. The first has written; the second knows that, and hears of nothing that follows. */
async function oneAndADeafOne(): Promise<{ one: TestTab; two: TestTab }> {
  const stores = new MemoryOutboxStores();
  const one = await tab(stores);
  drop(one.world);
  one.chat.say('words');
  const world = new FakeWorld(stores);
  world.ports = { ...world.ports, store: { ...world.store, watch: () => () => {} } };
  const chat = new Chat(world.ports, beginning());
  chat.start();
  await settled();
  return { one, two: { world, chat } };
}

/** A tab whose store rejects these calls. */
async function tabWith(
  broken: readonly (keyof OutboxStore)[],
): Promise<TestTab & { stores: MemoryOutboxStores }> {
  const stores = new MemoryOutboxStores();
  const world = new FakeWorld(stores);
  world.ports = { ...world.ports, store: { ...world.store } };
  for (const call of broken) Object.assign(world.ports.store, { [call]: rejecting });
  return { world, chat: await liveChat(world), stores };
}

const rejecting = async () => Promise.reject(new Error('The quota has been exceeded.'));

/** From now on this world's pages wait for their stamps until the gate opens. */
function holdStamps(world: FakeWorld): { open(): void } {
  const gate = Promise.withResolvers<void>();
  const stamp: OutboxStore['stamp'] = async (...asked) => {
    const stamped = await world.store.stamp(...asked);
    await gate.promise;
    return stamped;
  };
  world.ports = { ...world.ports, store: { ...world.store, stamp } };
  return { open: gate.resolve };
}

/** The page ends, and the next one shows what the room has by then. */
async function reload(world: FakeWorld, chat: Chat, upTo = 3): Promise<Chat> {
  chat.pause();
  return liveChat(world, stretch(0, upTo), stretch(upTo, upTo));
}

function drop(world: FakeWorld): void {
  world.socket.drop();
}

async function welcomeBack(world: FakeWorld, since: number, upTo: number): Promise<void> {
  world.passToNextSocket();
  greet(world, stretch(since, upTo));
  await settled();
}

function confirm(world: FakeWorld, id: ActId | undefined, seq: number): void {
  world.socket.says({ t: 'said', message: message(seq, ana, id) });
}

function refuse(world: FakeWorld, id = '', t: Act['t']): void {
  world.socket.says({ t: 'refused', reason: 'too-long', sentence: '', of: { t, id } });
}

function unsent(id: ActId): Unsent & { t: 'say' } {
  return { t: 'say', id, text: `words ${id}`, by: ana.id, at: 0, is: 'queued' };
}

function acts(world: FakeWorld): Act[] {
  return world.socket.sent.filter((up): up is Act => up.t !== 'hello' && up.t !== 'page');
}

function says(world: FakeWorld): Say[] {
  return acts(world).filter((act) => act.t === 'say');
}

function texts({ chat }: TestTab): string[] {
  return chat.outbox.unsent.map((one) => `${one.t === 'say' || one.t === 'edit' ? one.text : ''} ${one.is}`);
}
