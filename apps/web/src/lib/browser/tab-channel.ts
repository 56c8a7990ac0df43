import * as v from 'valibot';
import { ActId } from '$protocol/message.ts';

// A tab may have been open for weeks: what another build says is looked at before it is believed.
const TabMessage = v.variant('t', [
  v.object({ t: v.literal('changed') }),
  v.object({ t: v.literal('sending'), ids: v.array(ActId) }),
]);
export type TabMessage = v.InferOutput<typeof TabMessage>;

/**
 * What the tabs of one browser tell each other. Nobody hears what they told themselves, and nobody hears anything
 * where the browser has no channels or refuses them.
 */
export class TabChannel {
  readonly #name: string;
  #channel: BroadcastChannel | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  tell(message: TabMessage): void {
    const channel = this.#channel ?? open(this.#name);
    channel?.postMessage(message);
    if (channel !== this.#channel) channel?.close();
  }

  /** One listener at a time. Returns how to stop: a page with an open channel may not be kept by its browser. */
  listen(heard: (message: TabMessage) => void): () => void {
    const channel = open(this.#name);
    if (!channel) return () => {};
    this.#channel?.close();
    this.#channel = channel;
    channel.onmessage = ({ data }) => {
      const read = v.safeParse(TabMessage, data);
      if (read.success) heard(read.output);
    };
    return () => {
      channel.close();
      if (this.#channel === channel) this.#channel = undefined;
    };
  }
}

function open(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    // Storage is denied to this page, as in a frame of another site.
    return undefined;
  }
}
