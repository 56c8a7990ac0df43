import type { Action } from '$protocol/actions.ts';

/** Why something could not be done to somebody, which that was, and the reason that was typed for it. */
export type Wrong = { of: Action['do']; wrong: string; why: string } | undefined;
