import { number } from './format.ts';

/** One message, and what can be done with it. */
export const messageWords = {
  underWay: { say: 'Sending', edit: 'Saving', delete: 'Deleting' },
  waiting: (n: number) => `${number(n)} waiting`,
  changeWaiting: { edit: 'Change waiting', delete: 'Deletion waiting' },
  failed: { say: 'Not sent.', edit: 'Not changed.', delete: 'Not deleted.', react: 'Not done.' },
  sendAs: (name: string) => `Send as ${name}`,
  discard: 'Discard',
  sayAlone: 'Send without the reply',
  sayInRoom: 'Say it in the room',
  threadGone: 'What you answered was deleted before anything was said in its thread.',
  reply: 'Reply',
  more: 'More',
  pinned: 'Pinned',
  edit: 'Edit',
  delete: 'Delete',
  edited: 'edited',
  editedAt: (date: string, time: string) => `Edited on ${date} at ${time}`,
  deleted: 'This message was deleted.',
  removed: (by: string, author: string) => `${by} removed a message by ${author}.`,
  removedYours: (by: string) => `${by} removed a message of yours.`,
  remove: 'Remove',
  report: 'Report',
  keep: 'Keep it',
};
