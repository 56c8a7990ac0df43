import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { tintOf, tints } from './tint.ts';

/** Lightness, chroma and hue, as in `oklch()`. */
type Oklch = readonly [number, number, number];

const schemes = ['light', 'dark'] as const;
const tokens = tokensOf(readFileSync(new URL('./tokens.css', import.meta.url), 'utf8'));
const surfaces = [
  'surface',
  'surface-asleep',
  'surface-raised',
  'surface-raised-hover',
  'surface-hover',
  'surface-sunk',
  'ground',
  'ground-hover',
  'ground-selected',
  'own-message',
  'lamp-soft',
];
const forText = 4.5;

describe.each(schemes)('U70 in the %s scheme', (scheme) => {
  const all = Array.from({ length: tints }, (_, i) => `person-${i + 1}`);

  test.each(all)('the initial on %s can be read', (tint) => {
    expect(contrast('person-ink', tint, scheme)).toBeGreaterThanOrEqual(forText);
  });

  test.each(all)('a name and a hollow face of %s can be read on every surface', (tint) => {
    for (const surface of surfaces)
      expect(contrast(`${tint}-ink`, surface, scheme), surface).toBeGreaterThanOrEqual(forText);
  });

  test('tints are told apart, from each other and from the lamp', () => {
    for (const one of all)
      for (const other of [...all, 'lamp']) {
        if (one === other) continue;
        const apart = Math.abs(colour(one, scheme)[2] - colour(other, scheme)[2]);
        expect(Math.min(apart, 360 - apart), `${one} and ${other}`).toBeGreaterThanOrEqual(16);
      }
  });
});

describe('U70 a tint', () => {
  test('is always the same for the same person', () => {
    expect(tintOf('a-person-of-the-test')).toBe(tintOf('a-person-of-the-test'));
  });

  test('is any of them, each about as often', () => {
    const often = new Map<string, number>();
    for (let i = 0; i < 5_000; i += 1) {
      const id = crypto.randomUUID();
      often.set(tintOf(id), (often.get(tintOf(id)) ?? 0) + 1);
    }
    expect(often.size).toBe(tints);
    for (const [tint, n] of often) expect(n, tint).toBeGreaterThan(350);
  });
});

function tokensOf(text: string): Map<string, Record<(typeof schemes)[number], Oklch>> {
  const pattern = /--([\w-]+):\s*light-dark\(oklch\(([^)]*)\),\s*oklch\(([^)]*)\)\)/g;
  // What stands behind the first media query is for some people only.
  const found = (text.split('@media')[0] ?? '').matchAll(pattern);
  return new Map(
    [...found].map(([, name = '', light = '', dark = '']) => [
      name,
      { light: oklch(light), dark: oklch(dark) },
    ]),
  );
}

function oklch(text: string): Oklch {
  const [lightness = Number.NaN, chroma = Number.NaN, hue = Number.NaN] = text
    .trim()
    .split(/[\s/]+/)
    .map(Number);
  return [lightness, chroma, hue];
}

function colour(token: string, scheme: (typeof schemes)[number]): Oklch {
  return tokens.get(token)?.[scheme] ?? expect.unreachable(`no colour --${token}`);
}

/** As WCAG 2.2 has it. */
function contrast(one: string, other: string, scheme: (typeof schemes)[number]): number {
  const [less = 0, more = 0] = [luminance(colour(one, scheme)), luminance(colour(other, scheme))].toSorted(
    (a, b) => a - b,
  );
  return (more + 0.05) / (less + 0.05);
}

/** Relative luminance by way of linear sRGB: https://bottosson.github.io/posts/oklab/ */
function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s;
  const green = -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s;
  const blue = -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s;
  const shown = (part: number) => Math.min(1, Math.max(0, part));
  return 0.2126 * shown(red) + 0.7152 * shown(green) + 0.0722 * shown(blue);
}
