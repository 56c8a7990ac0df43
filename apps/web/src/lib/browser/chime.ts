/** Two notes of a soft bell, a fourth apart. */
const notes = [
  { hz: 587.33, atS: 0 },
  { hz: 783.99, atS: 0.14 },
];
const loudest = 0.12;
const fadesInS = 0.9;
const patienceMs = 1_000;
const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Makes a soft sound, once for all tabs of this browser. Resolves when it has faded and nothing runs any more; to whether
 * there was one.
 */
export async function chime(): Promise<boolean> {
  return navigator.locks.request('lull/chime', { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    const audio = new AudioContext();
    try {
      // Where nobody has pressed anything yet a page may make no sound, and would wait for ever.
      await Promise.race([audio.resume(), after(patienceMs)]);
      if (audio.state !== 'running') return false;
      // A device that stands still tells nobody that a note has ended.
      await Promise.race([
        Promise.all(notes.map((note) => play(audio, note))),
        after(fadesInS * 1_000 + patienceMs),
      ]);
      return true;
    } finally {
      // Where there is no device it may take for ever.
      void audio.close().catch(() => {});
    }
  });
}

function play(audio: AudioContext, { hz, atS }: { hz: number; atS: number }): Promise<void> {
  const start = audio.currentTime + atS;
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loudest, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + fadesInS);
  const tone = new OscillatorNode(audio, { frequency: hz });
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + fadesInS);
  return new Promise((resolve) => tone.addEventListener('ended', () => resolve(), { once: true }));
}
