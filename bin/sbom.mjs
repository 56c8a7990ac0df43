// node bin/sbom.mjs FILE: writes the list of all packages that are locked, with versions, licences and hashes, as CycloneDX
// (https://cyclonedx.org). What is only used to build or test is marked as such.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { giveUp } from './give-up.mjs';
import { endWithAllOnSignals, runQuietly } from './tool.mjs';

const [file] = process.argv.slice(2);
if (!file) giveUp('Where to? node bin/sbom.mjs FILE');
endWithAllOnSignals();
const { ok, output } = await runQuietly(['npm', 'sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']);
if (!ok) giveUp(`${output}\n\nThe list of packages was not written: what npm said stands above.`);
mkdirSync(dirname(resolve(file)), { recursive: true });
writeFileSync(file, output.slice(output.indexOf('{')));
