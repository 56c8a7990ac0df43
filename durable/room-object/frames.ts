import { closeCodes } from '../../protocol/close-codes.ts';
import { closeSentences } from '../../protocol/close-sentences.ts';
import { closeSocket } from '../socket-close.ts';

/** Letters of JSON in one frame: more than any event has, and far less than a socket may carry. */
const frameLetters = 256 * 1024;

/** Events, each written as JSON, in as few frames as there must be. */
export function framesOf(events: readonly string[]): string[] {
  const frames: string[][] = [];
  let letters = Number.POSITIVE_INFINITY;
  for (const event of events) {
    if (letters + event.length > frameLetters) {
      frames.push([]);
      letters = 0;
    }
    frames.at(-1)?.push(event);
    letters += event.length;
  }
  return frames.map((parts) => `[${parts.join(',')}]`);
}

// A socket that is already closing throws. It is no reason to keep the words from everybody after it; but whoever
// lacks a frame must come back for it.
export function sendFrame(socket: WebSocket, frame: string): void {
  try {
    socket.send(frame);
  } catch {
    const { code } = closeCodes.fault;
    closeSocket(socket, code, closeSentences[code]);
  }
}
