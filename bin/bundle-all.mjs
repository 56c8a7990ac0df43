// node bin/bundle-all.mjs: the pages and the Worker as bin/host.mjs runs them, in .wrangler/built. The pages are built.
import { writeFileSync } from 'node:fs';
import { bundlePages, bundleRooms } from './bundle.mjs';
import { root } from './tool.mjs';

const into = `${root}/.wrangler/built`;
// The first one takes the requests.
const workers = [await bundlePages(`${into}/pages`), await bundleRooms(`${into}/rooms`)];
writeFileSync(`${into}/workers.json`, JSON.stringify(workers, null, 1));
