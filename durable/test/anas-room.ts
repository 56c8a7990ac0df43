import { exports } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { Action } from '../../protocol/actions.ts';
import { newRoom } from './new-room.ts';
import { enter, type Visitor } from './visitor.ts';
import { regular } from './who-and-where.ts';

/** A room of Ana's with Bo in it, who has been there before, and what Ana does there. */
export async function anasRoom() {
  const room = newRoom();
  const [ana, bo] = [await enter(room, 'Ana'), await regular(room, 'Bo')];
  const does = (action: Action) => exports.default.act(room, ana.guest, action);
  const whom = bo.person.id;
  const said = async (who: Visitor, text: string) => {
    who.says(text);
    return who.hearsText(text);
  };
  return { room, ana, bo, whom, does, said };
}

/** What was done there, newest first, as far as somebody may read it. */
export const audit = async (room: string, who: Visitor) => {
  const page = await exports.default.audit(room, who.guest);
  return 'entries' in page ? page.entries : expect.unreachable();
};
