/// <reference types="@cloudflare/vitest-plugin/types" />

// What `env` and `exports` of cloudflare:workers are while the Worker is under test.
declare namespace Cloudflare {
  interface Env {
    ROOM: DurableObjectNamespace<import('../room-object.ts').RoomObject>;
    GUEST_KEY: string;
  }
  interface GlobalProps {
    mainModule: typeof import('../worker.ts');
    durableNamespaces: 'RoomObject';
  }
}
