import { describe, expect, test, vi } from 'vitest';
import type { News } from '$client/chat.ts';
import type { Message, Person } from '$protocol/message.ts';
import { watchUnseen } from './unseen.ts';

const ana: Person = { id: 'ana-ana-ana', name: 'Ana', kind: 'guest' };
const bo: Person = { id: 'bo-bo-bo-bo', name: 'Bo', kind: 'guest' };

function scene({ isMuted = false } = {}) {
  const listeners = new Set<(news: News) => void>();
  const page = Object.assign(new EventTarget(), {
    title: 'Tool library · Lull',
    visibilityState: 'visible' as DocumentVisibilityState,
  });
  const ring = vi.fn();
  const room = {
    you: ana,
    // What stands at 7 is Ana's, at 8 Bo's.
    quoted: (seq: number) => ({ 7: { by: ana }, 8: { by: bo } })[seq] as Message | undefined,
    onNews(listener: (news: News) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const stop = watchUnseen(room, { isMuted: () => isMuted, page: page as never, ring });
  const hear = (...messages: Partial<Message>[]) => {
    const said = messages.map((message, i) => ({
      seq: i,
      id: `${i}`,
      by: bo,
      at: 0,
      text: 'hello',
      ...message,
    }));
    for (const listener of listeners) listener({ t: 'said', messages: said as Message[] });
  };
  const look = (visibilityState: DocumentVisibilityState) => {
    page.visibilityState = visibilityState;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { page, ring, stop, hear, look, listeners };
}

describe('U82 the title of a tab that nobody sees', () => {
  test('counts what is said, and is as before once somebody looks', () => {
    const { page, hear, look, ring } = scene();
    look('hidden');
    hear({});
    expect(page.title).toBe('(1) Tool library · Lull');
    hear({}, {});
    expect(page.title).toBe('(3) Tool library · Lull');
    look('visible');
    expect(page.title).toBe('Tool library · Lull');
    look('hidden');
    hear({});
    expect(page.title).toBe('(1) Tool library · Lull');
    expect(ring).not.toHaveBeenCalled();
  });

  test('U99 tells of a reply to whoever sits here as of a mention, and of one to somebody else as of any words', () => {
    const { page, hear, look, ring } = scene();
    look('hidden');
    hear({ reply: 8 }, { reply: 9 });
    expect(ring).not.toHaveBeenCalled();
    const told = page.title;
    hear({ reply: 7 });
    expect(ring).toHaveBeenCalledOnce();
    expect(page.title).not.toBe(told.replace('2', '3'));
  });

  test('U117 of a muted room tells only what is meant for whoever sits here', () => {
    const { page, hear, look, ring } = scene({ isMuted: true });
    look('hidden');
    hear({});
    expect(page.title).toBe('Tool library · Lull');
    hear({}, { mentions: [ana] });
    expect(page.title).toMatch(/\b1\b.*Tool library/);
    expect(ring).toHaveBeenCalledOnce();
  });

  test('stays as it is while somebody looks', () => {
    const { page, hear } = scene();
    hear({ mentions: [ana] });
    expect(page.title).toBe('Tool library · Lull');
  });

  test('begins with a mention, and goes on with it', () => {
    const { page, hear, look, ring } = scene();
    look('hidden');
    hear({ mentions: [bo] });
    expect(page.title).toBe('(1) Tool library · Lull');
    hear({ mentions: [ana] });
    expect(page.title).toBe('@ (2) Tool library · Lull');
    hear({});
    expect(page.title).toBe('@ (3) Tool library · Lull');
    expect(ring).toHaveBeenCalledTimes(1);
    look('visible');
    look('hidden');
    hear({});
    expect(page.title).toBe('(1) Tool library · Lull');
  });

  test('has a call of everybody for a mention, but not the letters of one in code', () => {
    const { page, hear, look, ring } = scene();
    look('hidden');
    hear({ text: 'as in `<@here>`' });
    expect(ring).not.toHaveBeenCalled();
    hear({ text: 'Doors open, <@here>' });
    expect(page.title).toBe('@ (2) Tool library · Lull');
    expect(ring).toHaveBeenCalledTimes(1);
  });

  test('follows a title that changed meanwhile', () => {
    const { page, hear, look } = scene();
    look('hidden');
    hear({});
    page.title = 'Book club · Lull';
    hear({});
    expect(page.title).toBe('(2) Book club · Lull');
    page.title = 'Settings · Lull';
    look('visible');
    expect(page.title).toBe('Settings · Lull');
  });

  test('is as before when the page is left', () => {
    const { page, hear, look, stop, listeners } = scene();
    look('hidden');
    hear({});
    stop();
    expect(page.title).toBe('Tool library · Lull');
    expect(listeners.size).toBe(0);
  });
});
