// node bin/rotate-key.mjs FILE: puts a new key into a file of secrets, and keeps the one of before beside it, so that nobody is
// signed out. node bin/rotate-key.mjs FILE --drop: a new key, and none beside it: what was signed before is worth nothing any more.
// docs/operations.md says when to do which.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs, parseEnv } from 'node:util';
import { giveUp } from './give-up.mjs';
import { newKey } from './guest-key.mjs';

const { file, drop } = readOptions();
if (!existsSync(file)) giveUp(`There is no ${file}. A server's is secrets.vars in the folder of its state.`);
const secrets = parseEnv(readFileSync(file, 'utf8'));
if (!secrets['GUEST_KEY']) giveUp(`${file} has no GUEST_KEY.`);
const { GUEST_KEY: former, GUEST_KEY_BEFORE: _, ...others } = secrets;
const rotated = { ...others, GUEST_KEY: newKey(), ...(drop ? {} : { GUEST_KEY_BEFORE: former }) };
const lines = Object.entries(rotated).map(([name, value]) => `${name}=${value}\n`);
writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
renameSync(`${file}.new`, file);
console.log(
  drop
    ? 'A new key is there. Start the server anew, or deploy it; then everybody is signed out.'
    : 'A new key is there, and the former one as GUEST_KEY_BEFORE. Start the server anew, or deploy both.',
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
