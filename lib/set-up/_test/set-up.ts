/** For tests: a Corefile set up in a made-up world, ready to be started and asked. */
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { loadCorefile } from "../../corefile/load.ts";
import { type FakeHost, fakeHost } from "../../ports/_test/fake-host.ts";
import { type Configured, configure } from "../configure.ts";
import type { PluginSetup } from "../define-setup.ts";

/** What was set up, and the world around it. */
export interface SetUp extends Configured {
  readonly host: FakeHost;
  /** The messages of its errors; CoreDNS ends with the first. */
  readonly messages: readonly string[];
}

/** Sets a Corefile up with these plugins, in this order. */
export function setUp(text: string, setups: readonly PluginSetup[], host: FakeHost = fakeHost()): SetUp {
  const configuration = loadCorefile({ file: "Corefile", text, files: filesInMemory({}), environment: {} });
  const plugins = { order: setups.map(({ name }) => name), setups };
  const configured = configure({
    configuration,
    defaultPort: 53,
    host,
    plugins,
    whyUnserved: (transport) => (transport === "https3" ? "there is no QUIC library" : undefined),
  });
  const errors = configured.problems.filter(({ severity }) => severity === "error");
  return { ...configured, host, messages: errors.map(({ message }) => message) };
}
