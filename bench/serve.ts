/** The embedded engine as `corefile-studio serve` runs it; with --explain every query is explained, to nobody. */
import { embeddedEngine } from "../server/engine/embedded.ts";
import { createHost } from "../server/host/host.ts";

const corefile = process.argv[process.argv.indexOf("-conf") + 1] ?? "Corefile";
const hooks = process.argv.includes("--explain") ? { observe: () => ({ explained: () => undefined }) } : {};
const started = await embeddedEngine.start({ corefile, defaultPort: 53, host: createHost() }, hooks);
if (started.kind === "refused") {
  console.error(started.problems[0]?.message);
  process.exitCode = 1;
} else {
  process.once("SIGTERM", () => void started.stop().then(() => process.exit(0)));
}
