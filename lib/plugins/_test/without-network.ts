/** For tests: set-ups that look at files, environment variables and a network that leads nowhere. */

import { type DialParts, dialError } from "../../plugin-kit/dial.ts";
import { FakeExchange } from "../../ports/_test/fake-exchange.ts";
import { type FakeHost, fakeHost } from "../../ports/_test/fake-host.ts";
import { FakeWeb } from "../../ports/_test/fake-web.ts";
import { ExchangeError, type UpstreamEndpoint } from "../../ports/exchange.ts";
import type { WebFault, WebRequest } from "../../ports/web.ts";
import { type SetUp, setUp } from "../../set-up/_test/set-up.ts";
import type { PluginSetup } from "../../set-up/define-setup.ts";
import type { Problem } from "../../text/problem.ts";
import { FakeFiles } from "./fake-files.ts";

/** What there is; nothing can be connected to unless it says so. */
export interface Surroundings {
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly network?: boolean;
  /** Other parts of the world. */
  readonly parts?: Partial<FakeHost>;
}

class Unreachable extends FakeExchange {
  override connect({ transport, address, port }: UpstreamEndpoint): Promise<never> {
    const text = `dial ${transport} ${address}:${port}: connect: network is unreachable`;
    return Promise.reject(new ExchangeError("unreachable", text));
  }
}

/** A web in which nothing can be reached: it says of a host what connecting to it says. */
class UnreachableWeb extends FakeWeb {
  readonly #parts: DialParts;

  constructor(parts: DialParts) {
    super();
    this.#parts = parts;
  }

  override async ask({ url }: WebRequest): Promise<WebFault> {
    const reason = (await dialError(url, 0, this.#parts)) ?? "EOF";
    return { kind: "fault", text: `Get "${url}": ${reason}`, reason };
  }
}

/** Sets the lines of a server block for example.org up. */
export function setUpHere(setup: PluginSetup, lines: readonly string[], here: Surroundings = {}): SetUp {
  const host = fakeHost();
  const exchange = here.network === true ? host.exchange : new Unreachable(host.clock, () => "silence");
  const identity = { ...host.identity, environment: here.environment ?? {} };
  const text = ["example.org:1053 {", ...lines, "}"].join("\n");
  const files = new FakeFiles(here.files);
  const web = here.network === true ? host.web : new UnreachableWeb({ exchange, files });
  return setUp(text, [setup], { ...host, exchange, identity, files, web, ...here.parts });
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
