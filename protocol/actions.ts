import * as v from 'valibot';
import { limits } from './limits.ts';
import { MessageRef, PersonId } from './message.ts';
import { Inviting, Pinning, Posting, Visibility } from './settings.ts';

/**
 * What can be done to a room and to the people in it, over `POST /r/<room>/action` and from the pages. An action with a
 * field that there is not is none: whoever sends it would take for done what was not heard.
 */

const seconds = (most: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(most));
const why = v.exactOptional(v.pipe(v.string(), v.maxLength(limits.reasonLetters * 2)));
const whom = PersonId;

export const Action = v.variant('do', [
  /** Only what is given changes. */
  v.strictObject({
    do: v.literal('settings'),
    title: v.exactOptional(v.string()),
    topic: v.exactOptional(v.string()),
    visibility: v.exactOptional(Visibility),
    posting: v.exactOptional(Posting),
    inviting: v.exactOptional(Inviting),
    pinning: v.exactOptional(Pinning),
    threads: v.exactOptional(v.boolean()),
    locked: v.exactOptional(v.boolean()),
    slowS: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(limits.slowS))),
  }),
  v.strictObject({ do: v.literal('role'), whom, role: v.picklist(['guest', 'member', 'moderator']) }),
  /** The room goes to somebody else, and who had it becomes a moderator. */
  v.strictObject({ do: v.literal('transfer'), whom }),
  v.strictObject({ do: v.literal('mute'), whom, forS: seconds(limits.sanctionS), why }),
  v.strictObject({ do: v.literal('unmute'), whom }),
  /** Out now, and no member any more. Into an open room they may come back. */
  v.strictObject({ do: v.literal('kick'), whom, why }),
  /** Without `forS` for good. `address`: also whoever else comes from where they are connected now. */
  v.strictObject({
    do: v.literal('ban'),
    whom,
    forS: v.exactOptional(seconds(limits.sanctionS)),
    address: v.exactOptional(v.boolean()),
    why,
  }),
  v.strictObject({ do: v.literal('unban'), whom }),
  /** Takes anybody's message away. */
  v.strictObject({ do: v.literal('remove'), message: MessageRef, why }),
  /** Tells the moderators of a message. */
  v.strictObject({ do: v.literal('report'), message: MessageRef, why }),
  v.strictObject({ do: v.literal('pin'), message: MessageRef }),
  v.strictObject({ do: v.literal('unpin'), message: MessageRef }),
  /** Names the thread of a message, or settles it, or no longer. Only what is given changes; an empty name takes it away. */
  v.strictObject({
    do: v.literal('thread'),
    message: MessageRef,
    name: v.exactOptional(v.string()),
    done: v.exactOptional(v.boolean()),
  }),
  /** Makes an invite; without `uses` for as many as come. */
  v.strictObject({
    do: v.literal('invite'),
    forS: v.exactOptional(seconds(limits.inviteS)),
    uses: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(limits.inviteUses))),
  }),
  v.strictObject({ do: v.literal('revoke'), invite: v.pipe(v.string(), v.regex(/^[\w-]{10,36}$/)) }),
  /** Is a member no more. */
  v.strictObject({ do: v.literal('leave') }),
]);
export type Action = v.InferOutput<typeof Action>;
