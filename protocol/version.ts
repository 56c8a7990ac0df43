/** Raised whenever a frame changes its shape; version.test.ts notices when that was forgotten. */
export const protocolVersion = 6;
