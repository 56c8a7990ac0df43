import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, runQuietly } from './tool.mjs';

type Locked = {
  version: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
  link?: boolean;
};

const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const lock: { lockfileVersion: number; packages: Record<string, Locked> } = JSON.parse(
  readFileSync(`${root}/package-lock.json`, 'utf8'),
);
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');
const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? '';

/** Asks for no more than that its text stays with it. */
const permissive = [
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'CC0-1.0',
  'OFL-1.1',
  'Zlib',
];
/** May be used to build and to test, and is shipped to nobody. */
const ofTools = [...permissive, 'MPL-2.0', 'LGPL-3.0-or-later'];
/** What pages are made of, though npm counts it among what builds them. */
const shipped = ['svelte', '@sveltejs/kit', '@fontsource-variable/wix-madefor-text', 'emojibase-data'];

/** Whether a licence, in SPDX's own words, can be met with these. */
function allows(licence: string, among: readonly string[]): boolean {
  const plain = licence.replace(/^\((.*)\)$/, '$1');
  if (plain.includes(' OR ')) return plain.split(' OR ').some((each) => allows(each, among));
  return plain.split(' AND ').every((each) => among.includes(each));
}

describe('O15 what is installed', () => {
  test('is what was chosen: each package by its hash, none from a place of its own', () => {
    expect(lock.lockfileVersion).toBe(3);
    for (const [path, { integrity, resolved, link }] of locked) {
      expect({ path, hash: integrity?.split('-')[0], resolved, link }).toEqual({ path, hash: 'sha512' });
    }
  });

  test('is pinned to a version', () => {
    const wanted = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    };
    for (const [name, version] of Object.entries(wanted)) {
      expect(`${name}@${version}`).toMatch(/@\d+\.\d+\.\d+(?:-[\w.]+)?$/);
    }
  });

  test('runs no script when it is installed, unless the list says that it may', () => {
    const withScript = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => nameOf(path));
    expect(Object.keys(manifest.allowScripts).sort()).toEqual([...new Set(withScript)].sort());
    expect(Object.values(manifest.allowScripts)).not.toContain(true);
  });

  test('has a licence that goes with ours', () => {
    for (const [path, { license = 'none', dev }] of locked) {
      const among = dev && !shipped.includes(nameOf(path)) ? ofTools : permissive;
      expect({ path, license, isAllowed: allows(license, among) }).toEqual({
        path,
        license,
        isAllowed: true,
      });
    }
  });

  test('has its reason in docs/dependencies.md', () => {
    const reasons = readFileSync(`${root}/docs/dependencies.md`, 'utf8');
    const named = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    for (const name of Object.keys(named))
      expect({ name, isNamed: reasons.includes(name) }).toEqual({ name, isNamed: true });
  });

  test('can be listed for whoever has to know', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'lull-sbom-')), 'sbom.json');
    const { ok, output } = await runQuietly(['node', 'bin/sbom.mjs', file]);
    expect({ ok, output }).toEqual({ ok: true, output: '' });
    expect(existsSync(file)).toBe(true);
    const { bomFormat, components } = JSON.parse(readFileSync(file, 'utf8'));
    expect(bomFormat).toBe('CycloneDX');
    expect(components.map(({ name }: { name: string }) => name)).toContain('svelte');
  });
});
