// Made by `npm run gen` from the folders beside it. Do not edit.
import type { PluginSetup } from "../chain/define-setup.ts";

type Loader = () => Promise<PluginSetup>;

/** The same plugins by name, each loaded when it is asked for. */
export const setupLoaders: ReadonlyMap<string, Loader> = new Map<string, Loader>([
  ["root", async () => (await import("./root/setup.ts")).setup],
  ["metadata", async () => (await import("./metadata/setup.ts")).setup],
  ["cancel", async () => (await import("./cancel/setup.ts")).setup],
  ["timeouts", async () => (await import("./timeouts/setup.ts")).setup],
  ["multisocket", async () => (await import("./multisocket/setup.ts")).setup],
  ["reload", async () => (await import("./reload/setup.ts")).setup],
  ["nsid", async () => (await import("./nsid/setup.ts")).setup],
  ["bufsize", async () => (await import("./bufsize/setup.ts")).setup],
  ["bind", async () => (await import("./bind/setup.ts")).setup],
  ["debug", async () => (await import("./debug/setup.ts")).setup],
  ["ready", async () => (await import("./ready/setup.ts")).setup],
  ["health", async () => (await import("./health/setup.ts")).setup],
  ["prometheus", async () => (await import("./prometheus/setup.ts")).setup],
  ["errors", async () => (await import("./errors/setup.ts")).setup],
  ["log", async () => (await import("./log/setup.ts")).setup],
  ["local", async () => (await import("./local/setup.ts")).setup],
  ["any", async () => (await import("./any/setup.ts")).setup],
  ["chaos", async () => (await import("./chaos/setup.ts")).setup],
  ["loadbalance", async () => (await import("./loadbalance/setup.ts")).setup],
  ["rewrite", async () => (await import("./rewrite/setup.ts")).setup],
  ["acl", async () => (await import("./acl/setup.ts")).setup],
  ["cache", async () => (await import("./cache/setup.ts")).setup],
  ["header", async () => (await import("./header/setup.ts")).setup],
  ["minimal", async () => (await import("./minimal/setup.ts")).setup],
  ["template", async () => (await import("./template/setup.ts")).setup],
  ["hosts", async () => (await import("./hosts/setup.ts")).setup],
  ["kubernetes", async () => (await import("./kubernetes/setup.ts")).setup],
  ["file", async () => (await import("./file/setup.ts")).setup],
  ["loop", async () => (await import("./loop/setup.ts")).setup],
  ["forward", async () => (await import("./forward/setup.ts")).setup],
  ["erratic", async () => (await import("./erratic/setup.ts")).setup],
  ["whoami", async () => (await import("./whoami/setup.ts")).setup],
  ["view", async () => (await import("./view/setup.ts")).setup],
]);
