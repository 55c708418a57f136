/** Real etcd servers with the keys of cases: one serves case after case of a process, and is cleared in between. */
import { EtcdServer } from "./etcd-server.ts";

/** A server that has nothing but a case's keys. */
export interface Etcd {
  readonly url: string;
  /** Gives it back to whoever comes next. */
  close(): Promise<void>;
}

/** Those that no case uses now. */
const idle: EtcdServer[] = [];

/** A server with these keys. */
export async function serveEtcd(keys: Readonly<Record<string, unknown>>): Promise<Etcd> {
  const server = idle.pop() ?? (await EtcdServer.start());
  await server.clear();
  for (const [key, value] of Object.entries(keys)) await server.put(key, value);
  return {
    url: server.url,
    close: async () => {
      if (server.isRunning) idle.push(server);
    },
  };
}
