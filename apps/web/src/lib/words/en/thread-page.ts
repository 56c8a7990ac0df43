/** The page of a thread, and that of all that are open. */
export const threadPageWords = {
  of: (room: string) => `Thread in ${room}`,
  noThread: 'There is no such thread here.',
  also: (room: string) => `Also say it in ${room}`,
  off: 'This room keeps no threads any more. What was said in them can be read.',
  deleted: 'The message was deleted, so no thread can begin here.',
  goToRoom: 'Say who you are in the room, then answer here.',
  rename: 'Name',
  name: 'Name of the thread',
  nameHint: 'What it is about, so that it’s found again.',
  save: 'Save',
  settle: 'Mark as done',
  reopen: 'Open again',
  newest: 'Newest answers',
  noneOpen: 'No thread is open here.',
  how: '“Reply in a thread” stands in the menu of a message. What is said there stays beside the room’s talk.',
  by: (name: string) => `On a message by ${name}`,
};
