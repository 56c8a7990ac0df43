import type { ServiceStatus } from '../../protocol/rooms.ts';
import { protocolVersion } from '../../protocol/version.ts';
import type { Env } from '../env.ts';
import { log, logFault } from '../log.ts';
import { personStub } from '../rpc.ts';
import { RecentDurations } from './recent-durations.ts';

const answers = new RecentDurations(() => Date.now());
/** Of so many answers that are well and quick, one is logged. */
const sampleOf = 100;
const slowMs = 1_000;

/** Nobody's: it is asked for nothing but whether it answers. */
const probe = 'status-probe';
const probedMs = 10_000;
let probed: { at: number; storage: ServiceStatus['storage'] } | undefined;

/** How this isolate of the Worker does: whether storage can be reached, found out every ten seconds at most, and how quick rooms were. */
export async function statusOf(env: Env): Promise<ServiceStatus> {
  const at = Date.now();
  const isKnown = probed && at - probed.at < probedMs;
  // What was found, and not the finding: a request cannot wait for what another one began.
  const { storage } = isKnown && probed ? probed : { storage: await probeStorage(env) };
  if (!isKnown) probed = { at, storage };
  return {
    isWell: storage.objects && storage.list,
    protocol: protocolVersion,
    storage,
    rooms: answers.summary,
  };
}

async function probeStorage(env: Env): Promise<ServiceStatus['storage']> {
  const reached = (asked: Promise<unknown>) =>
    asked.then(
      () => true,
      (fault) => {
        logFault('storage-fault', fault);
        return false;
      },
    );
  const [objects, list] = await Promise.all([
    reached(personStub(env, probe).whoIs({ sid: probe, epoch: 0 })),
    reached(env.LISTED.list({ limit: 1 })),
  ]);
  return { objects, list };
}

/** Measures what a room is asked, and logs one in a hundred, and all that were slow or failed. */
export async function measured<T>(env: Env, room: string, ask: () => Promise<T>): Promise<T> {
  const since = Date.now();
  const told = (outcome: string) => {
    const ms = Date.now() - since;
    const isFault = outcome === 'fault';
    answers.note(ms, isFault);
    const isSampled = Math.random() * sampleOf < 1;
    if (!isSampled && !isFault && ms < slowMs) return;
    const hash = env.ROOM.idFromName(room).toString();
    log('room-asked', { room: hash, ms, outcome, ofSoMany: isFault || ms >= slowMs ? 1 : sampleOf });
  };
  try {
    const answer = await ask();
    told(outcomeOf(answer));
    return answer;
  } catch (fault) {
    told('fault');
    throw fault;
  }
}

function outcomeOf(answer: unknown): string {
  if (answer instanceof Response) return `${answer.status}`;
  if (typeof answer !== 'object' || answer === null) return 'done';
  return 'denied' in answer ? 'denied' : 'refused' in answer ? 'refused' : 'done';
}
