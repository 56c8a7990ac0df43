import * as v from 'valibot';
import { type CloseCode, closeCodes } from './close-codes.ts';
import { Event, UnknownEvent } from './down.ts';
import { limits } from './limits.ts';
import { UnknownAct, Up } from './up.ts';
import { protocolVersion, versionBefore } from './version.ts';
import { fromVersion6 } from './version-6.ts';
import { utf8Bytes } from './words.ts';

/**
 * The one place where a frame from a client becomes an `Up`. A broken one says how to close its socket; an act of a kind that
 * is not known here is none.
 */
export function parseUp(
  frame: string | ArrayBuffer,
): { up: Up } | { unknown: UnknownAct } | { broken: CloseCode } {
  if (typeof frame !== 'string') return { broken: closeCodes.binary };
  // No letter takes less than a byte, so what is longer than that need not be counted.
  const isTooLarge = frame.length > limits.frameBytes || utf8Bytes(frame) > limits.frameBytes;
  if (isTooLarge) return { broken: closeCodes.tooLarge };
  const json = parseJson(frame);
  if (json === undefined) return { broken: closeCodes.notJson };
  if (isOfAnotherVersion(json)) return { broken: closeCodes.wrongVersion };
  const parsed = v.safeParse(Up, json);
  if (parsed.success) return { up: parsed.output };
  const unknown = v.safeParse(UnknownAct, json);
  if (unknown.success && !knows(Up, unknown.output)) return { unknown: unknown.output };
  return { broken: closeCodes.notOfTheProtocol };
}

/**
 * The one place where a frame from a room becomes events. Of one whose kind is not known here there is no more than its place.
 * Undefined for a broken frame. `version`: which the room was told that this client speaks.
 */
export function parseDown(
  frame: unknown,
  version: number = protocolVersion,
): (Event | { unknown: UnknownEvent })[] | undefined {
  const parse = version === protocolVersion ? JSON.parse : fromVersion6;
  const json = typeof frame === 'string' ? parseJson(frame, parse) : undefined;
  if (!Array.isArray(json)) return undefined;
  const events: (Event | { unknown: UnknownEvent })[] = [];
  for (const one of json) {
    const event = v.safeParse(Event, one);
    const unknown = event.success ? undefined : v.safeParse(UnknownEvent, one);
    if (event.success) events.push(event.output);
    else if (unknown?.success && !knows(Event, unknown.output)) events.push({ unknown: unknown.output });
    else return undefined;
  }
  return events;
}

function knows(
  schema: { options: readonly { entries: { t: { literal: string } } }[] },
  { t }: { t: string },
) {
  return schema.options.some(({ entries }) => entries.t.literal === t);
}

function parseJson(frame: string, parse: (frame: string) => unknown = JSON.parse): unknown {
  try {
    return parse(frame);
  } catch {
    return undefined;
  }
}

// Looked at before the rest of the hello, whose other fields another version may have changed.
function isOfAnotherVersion(json: unknown): boolean {
  const hello = v.safeParse(v.object({ t: v.literal('hello'), v: v.number() }), json);
  return hello.success && ![protocolVersion, versionBefore].includes(hello.output.v);
}
