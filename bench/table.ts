/** What was measured in one round; the names say the units. */
export type Figures = Record<string, number>;

/** Of each figure the median of all rounds. */
export function mediansOf(rounds: readonly Figures[]): Figures {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((round) => round[name] ?? 0))]));
}

/** A Markdown table, with the ratio of the last column to the first. */
export function printTable(columns: readonly { name: string; figures: Figures }[]): void {
  const isRatio = columns.length > 1;
  console.log(`| | ${columns.map(({ name }) => name).join(' | ')} |${isRatio ? ' ratio |' : ''}`);
  console.log(`|---|${'---|'.repeat(columns.length + (isRatio ? 1 : 0))}`);
  for (const name of Object.keys(columns[0]?.figures ?? {})) {
    const values = columns.map(({ figures }) => figures[name] ?? 0);
    const ratio = isRatio ? ` ${figure((values.at(-1) ?? 0) / (values[0] || 1))} |` : '';
    console.log(`| ${name} | ${values.map(figure).join(' | ')} |${ratio}`);
  }
}

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** The number below which such a share of them is: 0.99 for all but one in a hundred. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
