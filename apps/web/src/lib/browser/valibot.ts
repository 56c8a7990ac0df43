/**
 * What the pages use of valibot, for a browser alone: vite.config.ts puts it in the place of the package. It judges in the same way,
 * and says nothing of what was wrong, which no page tells anybody; that is most of the package, and of the time it takes.
 */

const no = Symbol();

type Reader = {
  /** What was read, or `no`. */
  read(input: unknown): unknown;
  /** May be missing in an object; or takes this where it is. */
  isOptional?: true;
  fallback?: unknown;
  literal?: unknown;
  options?: readonly unknown[];
  entries?: Entries;
};
type Entries = Record<string, Reader>;
type Fields = Record<string, unknown>;

const where = (holds: (input: unknown) => unknown): Reader => ({
  read: (input) => (holds(input) ? input : no),
});
const isObject = (input: unknown): input is Fields => typeof input === 'object' && input !== null;

export const string = (): Reader => where((input) => typeof input === 'string');
export const number = (): Reader => where((input) => typeof input === 'number' && !Number.isNaN(input));
export const boolean = (): Reader => where((input) => typeof input === 'boolean');
export const literal = (literal: unknown): Reader => ({ ...where((input) => input === literal), literal });
export const picklist = (options: readonly unknown[]): Reader => ({
  ...where((input) => options.includes(input)),
  options,
});

export const regex = (pattern: RegExp): Reader => where((input) => pattern.test(input as string));
export const safeInteger = (): Reader => where(Number.isSafeInteger);
export const minValue = (least: number): Reader => where((input) => (input as number) >= least);
export const parseJson = (): Reader => ({
  read(input) {
    try {
      return JSON.parse(input as string);
    } catch {
      return no;
    }
  },
});

export const pipe = (...readers: readonly Reader[]): Reader => ({
  read: (input) => readers.reduce((value, { read }) => (value === no ? no : read(value)), input),
});
export const exactOptional = ({ read }: Reader): Reader => ({ read, isOptional: true });
export const fallback = ({ read }: Reader, fallback: unknown): Reader => ({
  fallback,
  read(input) {
    const value = read(input);
    return value === no ? fallback : value;
  },
});

export const array = ({ read }: Reader): Reader => ({
  read(input) {
    const values = Array.isArray(input) ? input.map(read) : [no];
    return values.includes(no) ? no : values;
  },
});

export const object = (entries: Entries): Reader => ({
  entries,
  read(input) {
    if (!isObject(input)) return no;
    const output: Fields = {};
    for (const key in entries) {
      const { read, isOptional, fallback } = entries[key] as Reader;
      const value = key in input ? read(input[key]) : (fallback ?? no);
      if (value !== no) output[key] = value;
      else if (key in input || !isOptional) return no;
    }
    return output;
  },
});

export const union = (options: readonly Reader[]): Reader => ({
  options,
  read: (input) => options.map(({ read }) => read(input)).find((value) => value !== no) ?? no,
});

export const variant = (key: string, options: readonly Reader[]): Reader => ({
  options,
  read: (input) =>
    (isObject(input)
      ? options.find(({ entries }) => entries?.[key]?.literal === input[key])?.read(input)
      : undefined) ?? no,
});

export const intersect = (readers: readonly Reader[]): Reader => ({
  read(input) {
    const values = readers.map(({ read }) => read(input));
    return values.includes(no) ? no : Object.assign({}, ...values);
  },
});

export function safeParse({ read }: Reader, input: unknown): { success: boolean; output: unknown } {
  const output = read(input);
  return { success: output !== no, output };
}

export function parse({ read }: Reader, input: unknown): unknown {
  const output = read(input);
  if (output === no) throw new Error('It is not of this kind.');
  return output;
}
