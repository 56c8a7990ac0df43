import type { CloseCode } from './close-codes.ts';

/** The close reason of each code on the wire, for whoever writes a client. A page has words of its own, and does without these. */
export const closeSentences: Record<CloseCode['code'], string> = {
  1003: 'Frames are text.',
  1009: 'A frame takes at most 32 KiB.',
  1011: 'Something broke on our side.',
  1013: 'The room has more to do than it can. Come back later.',
  4000: 'A frame is one JSON object.',
  4001: 'The protocol has no such frame.',
  4002: 'The room speaks another version of the protocol.',
  4003: 'The first frame is a hello.',
  4004: 'One hello is enough.',
  4005: 'A hello was waited for, and never came.',
  4006: 'The line was silent for so long that it seemed dead.',
  4007: 'Too much came too fast.',
  4008: 'This person has too many sockets open here. One comes in when another has closed.',
  4010: 'Give a name first: there was no valid session cookie.',
  4011: 'This session was signed out.',
  4012: 'Somebody here has that name already. Choose another.',
  4013: 'There is no such room.',
  4014: 'This room is closed to you.',
  4015: 'You were asked to leave this room.',
};
