/** Who answers a `query`: our engine, the user's own CoreDNS, or one after the other. */
import type { NoBinary } from "../../server/coredns/binary.ts";
import type { Engine } from "../../server/engine/engine.ts";
import { createQueryEngine } from "../../server/engine/worker/query-engine.ts";
import { createHost } from "../../server/host/host.ts";
import type { QueryOptions } from "../query-options.ts";
import type { AskedConfiguration } from "./configuration.ts";

/** An engine, and what is said of it. */
export interface ChosenEngine {
  readonly engine: Engine;
  /** `built-in 1.15.0`, `coredns 1.15.0`. */
  readonly title: string;
  /** Why there is no explanation where none came. */
  readonly notTold: string;
}

/** The engines that the command line wants, ours first; or why there is no CoreDNS. */
export async function chooseEngines(
  { engine: wanted, coredns, defaultPort }: QueryOptions,
  { overlay }: AskedConfiguration,
): Promise<readonly ChosenEngine[] | NoBinary> {
  const host = createHost();
  const chosen: ChosenEngine[] = [];
  if (wanted !== "coredns") {
    const engine = createQueryEngine({ host, ports: "ephemeral", defaultPort, overlay });
    chosen.push({ engine, title: `built-in ${engine.release}`, notTold: "" });
  }
  if (wanted !== "built-in") {
    const [{ findBinary }, { CorednsEngine }, { whyNotTold }] = await Promise.all([
      import("../../server/coredns/binary.ts"),
      import("../../server/coredns/coredns-engine.ts"),
      import("../../server/coredns/why-not-told.ts"),
    ]);
    const binary = await findBinary({ chosen: coredns, environment: process.env });
    if (binary.kind === "none") return binary;
    const engine = new CorednsEngine({ binary, host, overlay, defaultPort });
    chosen.push({ engine, title: `coredns ${binary.release}`, notTold: whyNotTold(binary) });
  }
  return chosen;
}
