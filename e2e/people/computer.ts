import type { BrowserContext } from 'playwright/test';
import type { Line } from '../line.ts';
import { type Actor, personAt } from './person.ts';
import { tellOfViolations } from './troubles.ts';

/** A browser that can be closed, and opened again with all that it keeps. */
export class Computer {
  readonly line: Line;
  readonly #launch: () => Promise<BrowserContext>;
  readonly #sittings: Actor[] = [];
  #context: BrowserContext | undefined;

  constructor(line: Line, launch: () => Promise<BrowserContext>) {
    this.line = line;
    this.#launch = launch;
  }

  get troubles(): string[] {
    return this.#sittings.flatMap(({ troubles }) => troubles);
  }

  async opensBrowser(): Promise<Actor> {
    const context = await this.#launch();
    this.#context = context;
    await tellOfViolations(context);
    const dora = personAt({ name: 'Dora', context, page: await context.newPage(), line: this.line });
    this.#sittings.push(dora);
    return dora;
  }

  async closesBrowser(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }
}
