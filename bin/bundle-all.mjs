// node bin/bundle-all.mjs: the pages and the Worker as bin/host.mjs runs them, in .wrangler/built. The pages are built.
import { writeFileSync } from 'node:fs';
import { bundleFront, bundlePages, bundleRooms, schemaOf } from './bundle.mjs';
import { root } from './tool.mjs';

const into = `${root}/.wrangler/built`;
const pages = await bundlePages(`${into}/pages`);
const workers = [await bundleFront(`${into}/front`, pages), pages, await bundleRooms(`${into}/rooms`)];
writeFileSync(`${into}/workers.json`, JSON.stringify({ workers, schema: await schemaOf() }, null, 1));
