import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { chime } from './chime.ts';

/** What browsers make sounds with, in little. */
class FakeAudio {
  static mayRun = true;
  static standsStill = false;
  static made: FakeAudio[] = [];
  state: AudioContextState = 'suspended';
  currentTime = 0;
  destination = {};
  notes = 0;
  constructor() {
    FakeAudio.made.push(this);
  }
  resume(): Promise<void> {
    if (!FakeAudio.mayRun) return new Promise(() => {});
    this.state = 'running';
    return Promise.resolve();
  }
  async close(): Promise<void> {
    this.state = 'closed';
  }
}

class FakeOscillator extends EventTarget {
  readonly #audio: FakeAudio;
  constructor(audio: FakeAudio) {
    super();
    this.#audio = audio;
  }
  connect(next: unknown): unknown {
    return next;
  }
  start(): void {
    this.#audio.notes += 1;
  }
  stop(atS: number): void {
    if (!FakeAudio.standsStill) setTimeout(() => this.dispatchEvent(new Event('ended')), atS * 1_000);
  }
}

class FakeGain {
  gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
  connect(): void {}
}

let isTaken = false;
const locks = {
  async request(_: string, __: object, act: (lock: object | null) => Promise<boolean>): Promise<boolean> {
    if (isTaken) return act(null);
    isTaken = true;
    return act({}).finally(() => (isTaken = false));
  },
};

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(FakeAudio, { mayRun: true, standsStill: false, made: [] });
  vi.stubGlobal('AudioContext', FakeAudio);
  vi.stubGlobal('OscillatorNode', FakeOscillator);
  vi.stubGlobal('GainNode', FakeGain);
  vi.stubGlobal('navigator', { locks });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const notes = () => FakeAudio.made.map((audio) => audio.notes);
const states = () => FakeAudio.made.map(({ state }) => state);

describe('U83 a soft sound', () => {
  test('is two notes, after which nothing runs any more', async () => {
    const heard = chime();
    await vi.runAllTimersAsync();
    expect(await heard).toBe(true);
    expect(notes()).toEqual([2]);
    expect(states()).toEqual(['closed']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is made once for all tabs', async () => {
    const heard = [chime(), chime()];
    await vi.runAllTimersAsync();
    expect(await Promise.all(heard)).toEqual([true, false]);
    expect(notes()).toEqual([2]);
  });

  test('is none where a page may make none, and the next may be', async () => {
    FakeAudio.mayRun = false;
    const heard = chime();
    await vi.runAllTimersAsync();
    expect(await heard).toBe(false);
    expect(notes()).toEqual([0]);
    expect(states()).toEqual(['closed']);
    FakeAudio.mayRun = true;
    const next = chime();
    await vi.runAllTimersAsync();
    expect(await next).toBe(true);
  });

  test('ends on a device that stands still', async () => {
    FakeAudio.standsStill = true;
    const heard = chime();
    await vi.runAllTimersAsync();
    expect(await heard).toBe(true);
    expect(states()).toEqual(['closed']);
  });
});
