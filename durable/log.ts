/** One structured line for whoever runs this. Rooms are named by their object's id, which is a hash. */
export function log(event: string, details: Record<string, string | number> = {}): void {
  console.log(JSON.stringify({ event, ...details }));
}

/** A bug: what happened goes to the log, with its stack; whoever caused it learns nothing of it. */
export function logFault(event: string, fault: unknown): void {
  const what = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  console.error(JSON.stringify({ event, fault: what }));
}
