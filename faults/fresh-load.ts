import type { Down } from '../protocol/down.ts';
import type { Message, Seq } from '../protocol/message.ts';
import { protocolVersion } from '../protocol/version.ts';
import { openSocket } from './open-socket.ts';

const patienceMs = 20_000;

type FreshLoad = { messages: Message[]; pins: Seq[] };

/**
 * The whole room with its threads, as somebody reads it who has never been there: by hand after PROTOCOL.md, with nothing of our
 * own client.
 */
export async function freshLoad(serverPort: number, room: string, cookie: string): Promise<FreshLoad> {
  const socket = openSocket(`ws://127.0.0.1:${serverPort}/r/${room}/socket`, cookie);
  try {
    return await Promise.race([read(socket), giveUp()]);
  } finally {
    socket.close();
  }
}

function read(socket: WebSocket): Promise<FreshLoad> {
  const messages: Message[] = [];
  let head: Seq = 0;
  /** What still has to be read: threads, by what they hang on. */
  let roots: Seq[] = [];
  let pins: Seq[] = [];
  const send = (frame: object) => socket.send(JSON.stringify(frame));
  return new Promise((resolve, reject) => {
    socket.onopen = () => send({ t: 'hello', v: protocolVersion, since: 0 });
    socket.onclose = ({ code }) => reject(new Error(`The fresh load was closed with ${code}.`));
    socket.onmessage = ({ data }) => {
      for (const event of JSON.parse(String(data)) as Down) {
        // Pages have a pace of their own, and a long room more of them than come at once.
        if (event.t === 'refused' && 'before' in event.of) {
          const { of } = event;
          setTimeout(() => send(of), event.retryAfterMs);
        }
        if (event.t !== 'welcome' && event.t !== 'paged') continue;
        if (event.t === 'welcome') {
          pins = event.pins ?? [];
          head = event.upTo;
        }
        messages.push(...event.messages);
        const thread = event.t === 'paged' ? event.thread : undefined;
        if (event.after > 0) {
          send({ t: 'page', before: event.after + 1, ...(thread !== undefined && { thread }) });
          continue;
        }
        if (thread === undefined) {
          roots = messages.flatMap((message) => (message.thread ? [message.seq] : []));
        }
        const next = roots.pop();
        if (next !== undefined) send({ t: 'page', before: head + 1, thread: next });
        else resolve({ messages: inOrder(messages), pins });
      }
    };
  });
}

/** Each once: what stands in the room's list and in a thread comes twice. */
function inOrder(messages: readonly Message[]): Message[] {
  const each = new Map(messages.map((message) => [message.seq, message]));
  return [...each.values()].sort((one, other) => one.seq - other.seq);
}

async function giveUp(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, patienceMs).unref());
  throw new Error(`The fresh load took more than ${patienceMs / 1000} s.`);
}
