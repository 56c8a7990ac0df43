type Options = { steal?: boolean; signal?: AbortSignal };
type Request = { grant(): void; reject(error: unknown): void };

/** For tests: the exclusive Web Locks of one browser, all its tabs together. */
export class FakeLocks {
  readonly #held = new Map<string, Request>();
  readonly #queues = new Map<string, Request[]>();

  request(name: string, { steal = false, signal }: Options, callback: () => unknown): Promise<unknown> {
    if (steal && signal) return Promise.reject(new DOMException('one or the other', 'NotSupportedError'));
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const request: Request = {
        reject,
        // As in browsers: never while it is asked for, and the callback decides how long it is held.
        grant: () => {
          this.#held.set(name, request);
          const holding = Promise.resolve().then(callback);
          holding.then(resolve, reject).finally(() => this.#release(name, request));
        },
      };
      signal?.addEventListener('abort', () => this.#withdraw(name, request) && reject(signal.reason));
      if (steal) this.#steal(name);
      this.#queues.set(name, steal ? [request, ...this.#queue(name)] : [...this.#queue(name), request]);
      this.#next(name);
    });
  }

  #queue(name: string): Request[] {
    return this.#queues.get(name) ?? [];
  }

  #next(name: string): void {
    if (this.#held.has(name)) return;
    const [next, ...others] = this.#queue(name);
    this.#queues.set(name, others);
    next?.grant();
  }

  #steal(name: string): void {
    this.#held.get(name)?.reject(new DOMException('stolen', 'AbortError'));
    this.#held.delete(name);
  }

  #release(name: string, request: Request): void {
    if (this.#held.get(name) !== request) return;
    this.#held.delete(name);
    this.#next(name);
  }

  #withdraw(name: string, request: Request): boolean {
    const queue = this.#queue(name);
    this.#queues.set(
      name,
      queue.filter((other) => other !== request),
    );
    return queue.includes(request);
  }
}
