import * as v from 'valibot';
import { type CloseCode, closeCodes } from './close-codes.ts';
import { Down } from './down.ts';
import { limits } from './limits.ts';
import { Up } from './up.ts';
import { protocolVersion } from './version.ts';
import { utf8Bytes } from './words.ts';

/** The one place where a frame from a client becomes an `Up`. A broken one says how to close its socket. */
export function parseUp(frame: string | ArrayBuffer): { up: Up } | { broken: CloseCode } {
  if (typeof frame !== 'string') return { broken: closeCodes.binary };
  // No letter takes less than a byte, so what is longer than that need not be counted.
  const isTooLarge = frame.length > limits.frameBytes || utf8Bytes(frame) > limits.frameBytes;
  if (isTooLarge) return { broken: closeCodes.tooLarge };
  const json = parseJson(frame);
  if (json === undefined) return { broken: closeCodes.notJson };
  if (isOfAnotherVersion(json)) return { broken: closeCodes.wrongVersion };
  const parsed = v.safeParse(Up, json);
  return parsed.success ? { up: parsed.output } : { broken: closeCodes.notOfTheProtocol };
}

/** The one place where a frame from a room becomes events. Undefined for a broken one. */
export function parseDown(frame: unknown): Down | undefined {
  if (typeof frame !== 'string') return undefined;
  const parsed = v.safeParse(Down, parseJson(frame));
  return parsed.success ? parsed.output : undefined;
}

function parseJson(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return undefined;
  }
}

// Looked at before the rest of the hello, whose other fields another version may have changed.
function isOfAnotherVersion(json: unknown): boolean {
  const hello = v.safeParse(v.object({ t: v.literal('hello'), v: v.number() }), json);
  return hello.success && hello.output.v !== protocolVersion;
}
