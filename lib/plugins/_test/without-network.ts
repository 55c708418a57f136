/** For tests: set-ups that look at files, environment variables and a network that leads nowhere. */

import { FakeExchange } from "../../ports/_test/fake-exchange.ts";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { ExchangeError, type UpstreamEndpoint } from "../../ports/exchange.ts";
import { type SetUp, setUp } from "../../set-up/_test/set-up.ts";
import type { PluginSetup } from "../../set-up/define-setup.ts";
import type { Problem } from "../../text/problem.ts";
import { FakeFiles } from "./fake-files.ts";

/** What there is; nothing can be connected to unless it says so. */
export interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly network?: boolean;
}

class Unreachable extends FakeExchange {
  override connect({ transport, address, port }: UpstreamEndpoint): Promise<never> {
    const text = `dial ${transport} ${address}:${port}: connect: network is unreachable`;
    return Promise.reject(new ExchangeError("unreachable", text));
  }
}

/** Sets the lines of a server block for example.org up. */
export function setUpHere(setup: PluginSetup, lines: readonly string[], here: Surroundings = {}): SetUp {
  const host = fakeHost();
  const exchange = here.network === true ? host.exchange : new Unreachable(host.clock, () => "silence");
  const identity = { ...host.identity, environment: here.environment ?? {} };
  const text = ["example.org:1053 {", ...lines, "}"].join("\n");
  return setUp(text, [setup], { ...host, exchange, identity, files: new FakeFiles(here.files) });
}

/** The problem with which CoreDNS would end, set up and started; undefined when it would serve. */
export async function endsWith(
  setup: PluginSetup,
  lines: readonly string[],
  here: Surroundings = {},
): Promise<Problem | undefined> {
  const { problems, lifeCycle } = setUpHere(setup, lines, here);
  return problems.find(({ severity }) => severity === "error") ?? (await lifeCycle.start());
}
