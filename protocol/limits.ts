/** Every number that both ends agree on. Sizes are in the unit their name states. */
export const limits = {
  /** Letters are Unicode code points: what a person would roughly count, and what any language can count. */
  messageLetters: 4_000,
  nameLetters: 64,
  roomNameLetters: 64,
  /** Nonspacing marks on one base letter. No living script needs more; "zalgo" does. */
  marksOnALetter: 4,
  /** The same for scripts that build whole syllables of them: Tibetan's subjoined letters, and pointed Hebrew. */
  marksOfASyllable: 8,
  /** A whole frame towards the room, measured before it is parsed. */
  frameBytes: 32_768,
  /** A form as it is posted. Far more than a message takes, so that one that is too long comes back to be shortened. */
  formBytes: 1_048_576,
  /** Messages in one page of history. */
  pageMessages: 50,
  /** Words in one page or one welcome, in UTF-8, of which there is always one message: a slow line must get in. */
  pageBytes: 65_536,
  /** Messages in a welcome that does not just go on: fewer, because after a restart everybody gets one. */
  firstPageMessages: 20,
  /** How far back a resent act is looked for: changes of the room after the last one its sender had seen. */
  resendScanChanges: 10_000,
  titleLetters: 64,
  topicLetters: 200,
  /** Why something was done to somebody. */
  reasonLetters: 200,
  passkeyLetters: 64,
  /** The longest slow mode, in seconds. */
  slowS: 3_600,
  /** The longest mute, and the longest ban that ends. */
  sanctionS: 365 * 24 * 60 * 60,
  /** The longest an invite lives, and the most often it can be used. */
  inviteS: 365 * 24 * 60 * 60,
  inviteUses: 10_000,
  invites: 100,
  /** Of a message that is replied to and not among those it comes with, so much of its text. */
  quotedLetters: 200,
  /** Kinds of reactions on one message: of all people, and of one. */
  reactions: 50,
  reactionsOfOne: 20,
  /** Of those who react in the same way, so many are told by name beside how many they are. */
  reactorsNamed: 10,
  /** Messages that are pinned in one room. */
  pins: 50,
  /** Of those who spoke in a thread last, so many are shown in the room. */
  threadFaces: 3,
  threadNameLetters: 64,
  /** What somebody looks for in a room: in letters, and in words and phrases. */
  searchLetters: 200,
  searchWords: 20,
  /** Messages on one page of what was found. */
  foundMessages: 20,
  /** Searches of one person in one room: so many at once, and then so many a second. */
  searchesAtOnce: 10,
  searchesPerSecond: 1,
  /** Threads in the list of those that are open. */
  threadsListed: 50,
  /** People whom one message mentions. */
  mentions: 20,
  /** Messages of one person that call everybody who is here: so many at once, and then so many an hour. */
  hereAtOnce: 2,
  herePerHour: 12,
  /** Acts of one person in one room: so many at once, and then so many a second. */
  actsAtOnce: 40,
  actsPerSecond: 2,
  /** Pages of history, in the same way. */
  pagesAtOnce: 60,
  pagesPerSecond: 10,
  /** Refusals of that kind in a row, after which the socket is closed. */
  refusalsInARow: 60,
  /** A client has no more than so many acts under way, so that one who was away is not taken for a flood. */
  actsUnderWay: 10,
  /** How long somebody counts as writing after they last were, and how often they say that they are, in milliseconds. */
  typingMs: 6_000,
  typingEveryMs: 3_000,
  /** Who has not touched a page for so long is away, in milliseconds. */
  awayMs: 600_000,
  /** Where more are present nobody is told who is writing. */
  typingPeople: 100,
  /** People of whom everybody in a room is told by name. Where more are present, how many they are is told. */
  rosterPeople: 200,
  /** Where more are present, so many of those who spoke last are told by name all the same. */
  rosterSpeakers: 20,
  /** People on one page of those who are here. */
  pagePeople: 100,
  /** Sockets of one person in one room. */
  socketsOfOne: 20,
  /** Sockets in one room of those who only listen: from one address, and from all. */
  listenersOfOne: 20,
  listeners: 500,
  /** Of the rooms somebody has been in, so many are at hand beside another, and in the lobby. */
  roomsKnown: 12,
  /** So many can be put in an order at once: those that a page shows, and those that were given a place elsewhere meanwhile. */
  roomsOrdered: 24,
  /** Rooms that one person may make in a day. */
  roomsADay: 20,
  passkeys: 20,
  /** Through how many messages that changed since a return looks before it starts over. */
  changesReplayed: 500,
} as const;

/** Answered by the runtime itself, so that asking does not wake a sleeping room. Plain text, not JSON. */
export const heartbeat = {
  ping: 'ping',
  pong: 'pong',
  /** A line that has not asked for this long is dead. Hidden pages are let run once a minute. */
  silentMs: 75_000,
} as const;
