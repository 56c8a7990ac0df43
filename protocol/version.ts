/** Raised when a frame changes in a way that a client or room of the version before would not understand: see version.test.ts. */
export const protocolVersion = 7;

/** What a room serves as well, and what a client falls back to where a room is that old: see version-6.ts. */
export const versionBefore = 6;
