/** A slash at the end is taken away by hooks.server.ts, whose answers have the headers that every answer has. */
export const trailingSlash = 'ignore';
