import * as v from 'valibot';

/**
 * `listed`: in the lobby, open to all. `unlisted`: open to whoever has the link. `private`: open to members; to
 * everybody else it answers as a room that does not exist.
 */
export const Visibility = v.picklist(['listed', 'unlisted', 'private']);
export type Visibility = v.InferOutput<typeof Visibility>;

/** The least role that may do something. */
export const Posting = v.picklist(['guest', 'member', 'moderator']);
export const Inviting = v.picklist(['member', 'moderator', 'owner']);
export const Pinning = v.picklist(['member', 'moderator']);

/** How a room is. Everybody who may read it may know this. */
export const Settings = v.object({
  /** Empty: the room goes by its address. */
  title: v.string(),
  topic: v.string(),
  visibility: Visibility,
  posting: Posting,
  inviting: Inviting,
  /** From a build that knew no pins it comes without. */
  pinning: v.fallback(Pinning, 'moderator'),
  /** Whether something can be said in threads. What was said in some can be read in any case. */
  threads: v.fallback(v.boolean(), true),
  /** Only moderators write. */
  locked: v.boolean(),
  /** Seconds between two messages of one person who is no moderator; 0 for as fast as they like. */
  slowS: v.number(),
});
export type Settings = v.InferOutput<typeof Settings>;

export const firstSettings: Settings = {
  title: '',
  topic: '',
  visibility: 'unlisted',
  posting: 'guest',
  inviting: 'member',
  pinning: 'moderator',
  threads: true,
  locked: false,
  slowS: 0,
};
