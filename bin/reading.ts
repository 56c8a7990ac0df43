import { dirname, join } from 'node:path';

const folders = ['protocol', 'client', 'durable', 'apps', 'e2e', 'faults', 'bench', 'docs', 'bin', '.ci'];
// Made on each machine, so a fresh clone has none of them.
const generated = ['durable/.dev.vars'];
const aliases: Record<string, string> = {
  $lib: 'apps/web/src/lib',
  $client: 'client',
  $protocol: 'protocol',
};

/** The files of ours that a file imports, as paths from the root, types included. */
export function importsOf(file: string, text: string): string[] {
  const specifiers = [...text.matchAll(/\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g)].map(
    ([, , name = '']) => name,
  );
  return specifiers.flatMap((specifier) => {
    if (specifier.startsWith('.')) return isGenerated(specifier) ? [] : [join(dirname(file), specifier)];
    const alias = specifier.split('/')[0] ?? '';
    return alias in aliases ? [join(specifier.replace(alias, () => aliases[alias] ?? ''))] : [];
  });
}

/** Everything in backticks, without the line number that may follow a path. */
export function pathsNamedIn(markdown: string): string[] {
  const withoutBlocks = markdown.replace(/^```[\s\S]*?^```/gm, '');
  return [...withoutBlocks.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => name.replace(/:\d+$/, ''));
}

/** True for `durable/worker.ts` and `wrangler.toml`; not for patterns, addresses or what is generated. */
export function namesARepositoryPath(name: string): boolean {
  if (/[*<>{}…:]/.test(name) || name.includes('NNNN') || generated.includes(name)) return false;
  const [first = '', ...rest] = name.split('/');
  return rest.length > 0 ? folders.includes(first) : /^[\w.-]+\.(md|json|toml|config\.[jt]s)$/.test(name);
}

// SvelteKit writes the types of each route.
function isGenerated(specifier: string): boolean {
  return specifier.endsWith('/$types') || specifier.endsWith('/$types.js');
}
