/** The bundled Worker, as a path from the configuration; where its rooms are kept; and a port of this machine. */
export type Runtime = {
  worker: string;
  stateDir: string;
  port: number;
  compatibilityDate: string;
  guestKey: string;
};

/**
 * In Cap'n Proto's text format, as workerd itself takes it. Wrangler would write the same and put two proxies in
 * between; without them a restart takes a twentieth of a second, and `kill -9` ends one process that is all.
 */
export function runtimeConfig({ worker, stateDir, port, compatibilityDate, guestKey }: Runtime): string {
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "rooms", worker = .rooms),
    (name = "disk", disk = (path = ${text(stateDir)}, writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "rooms")],
);

const rooms :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed ${text(worker)})],
  compatibilityDate = ${text(compatibilityDate)},
  compatibilityFlags = ["unsafe_module"],
  durableObjectNamespaces = [
    (className = "RoomObject", uniqueKey = "rooms", enableSql = true),
    (className = "PersonObject", uniqueKey = "persons", enableSql = true),
  ],
  durableObjectStorage = (localDisk = "disk"),
  bindings = [
    (name = "ROOM", durableObjectNamespace = "RoomObject"),
    (name = "PERSON", durableObjectNamespace = "PersonObject"),
    (name = "GUEST_KEY", text = ${text(guestKey)}),
  ],
);
`;
}

const text = (value: string) => JSON.stringify(value);
