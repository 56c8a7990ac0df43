/// <reference types="@cloudflare/vitest-plugin/types" />

// What `env` and `exports` of cloudflare:workers are while the Worker is under test.
declare namespace Cloudflare {
  interface Env extends Record<keyof import('../env.ts').Env, unknown> {
    ROOM: DurableObjectNamespace<import('../room-object/room-object.ts').RoomObject>;
    PERSON: DurableObjectNamespace<import('../person/person-object.ts').PersonObject>;
    LISTED: KVNamespace;
    CONNECTS: RateLimit;
    TRIES: RateLimit;
    GUEST_KEY: string;
    GUEST_KEY_BEFORE?: string;
  }
  interface GlobalProps {
    mainModule: typeof import('../worker.ts');
    durableNamespaces: 'RoomObject' | 'PersonObject';
  }
}
