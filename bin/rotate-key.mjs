// node bin/rotate-key.mjs FILE: puts a new key into a file of secrets, and keeps the one of before beside it, so that nobody is
// signed out. node bin/rotate-key.mjs FILE --drop: a new key, and none beside it: what was signed before is worth nothing any more.
// docs/operations.md says when to do which.
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs, parseEnv } from 'node:util';
import { giveUp } from './give-up.mjs';
import { newKey } from './guest-key.mjs';
import { writeInOnePiece } from './state.mjs';

const { file, drop } = readOptions();
if (!existsSync(file)) giveUp(`There is no ${file}. A server's is secrets.vars in the folder of its state.`);
const text = readFileSync(file, 'utf8');
const { GUEST_KEY: former, GUEST_KEY_BEFORE: before } = parseEnv(text);
if (!former) giveUp(`${file} has no GUEST_KEY.`);
if (before && !drop) {
  giveUp(
    `${file} has a key of before already, by which people may still be known. Take the line GUEST_KEY_BEFORE out once ` +
      'the last change is over, or say --drop.',
  );
}
const others = text.split('\n').filter((line) => line !== '' && !/^\s*GUEST_KEY(?:_BEFORE)?\s*=/.test(line));
const keys = [`GUEST_KEY=${newKey()}`, ...(drop ? [] : [`GUEST_KEY_BEFORE=${former}`])];
writeInOnePiece(file, `${[...others, ...keys].join('\n')}\n`);
console.log(
  `${drop ? 'A new key is there.' : 'A new key is there, and the former one beside it.'} ` +
    'A server takes it when it is started anew; at Cloudflare, give it to the Worker:\n' +
    `npx wrangler secret bulk ${file} -c durable/wrangler.toml --env=` +
    (drop
      ? '\nnpx wrangler secret delete GUEST_KEY_BEFORE -c durable/wrangler.toml --env=   # if it is there'
      : ''),
);

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      options: { drop: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [path] = positionals;
    if (!path) giveUp('Of which file? node bin/rotate-key.mjs FILE [--drop]');
    return { file: path, drop: values.drop };
  } catch (error) {
    return giveUp(error instanceof Error ? error.message : String(error));
  }
}
