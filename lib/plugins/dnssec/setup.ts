/** Reads the keys as CoreDNS does when it is set up, and makes the handler that signs with them. */

import type { Handler } from "../../chain/handler.ts";
import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import type { Value } from "../../directive/value.ts";
import type { KeyPair } from "../../dns/dnssec/key-pair.ts";
import { canonical, isAtOrBelow } from "../../dns/name/name.ts";
import { ROOT_FOLDER } from "../../plugin-kit/in-root.ts";
import type { Host } from "../../ports/host.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { type AwsVerdict, askVerdict, firstRequest, loadAws } from "../route53/api.ts";
import { type DnssecConfig, directive } from "./directive.ts";
import { createDnssec } from "./handler.ts";
import { readKey } from "./key-file.ts";
import { createDnssecCounters } from "./metrics.ts";
import { Signer } from "./signer.ts";

const DEFAULT_CAPACITY = 10_000;

export const setup = defineSetup(directive, setUp, {
  // Keys are read and secrets are asked for as they are named.
  onTheWay({ uses: [use], cut }, context) {
    const found = readKeys((use ?? cut)?.lines ?? [], context);
    return "severity" in found ? found : undefined;
  },
});

/** What the lines of a block name. */
interface Keys {
  readonly keys: readonly { readonly key: KeyPair; readonly word: Value<string> }[];
  readonly secrets: readonly {
    readonly verdict: Exclude<AwsVerdict, { kind: "error" }>;
    readonly word: Value<string>;
  }[];
}

/** Reads keys in the order of the lines; gives the first that will not do. */
function readKeys(lines: DnssecConfig["lines"], { block, host, problem }: SetupContext): Keys | Problem {
  const keys: Keys["keys"][number][] = [];
  const secrets: Keys["secrets"][number][] = [];
  for (const line of lines) {
    if (line.name !== "key" || line.args.from === "nowhere") continue;
    for (const word of line.args.names) {
      const wrong = (text: string): Problem => problem(`plugin/dnssec: ${text}`, { at: word.at, cause: "here" });
      if (line.args.from === "file") {
        const key = readKey(word.value, { files: host.files, root: block.settings.get(ROOT_FOLDER) });
        if (key.kind === "error") return wrong(key.text);
        keys.push({ key, word });
      } else {
        const verdict = askForSecret(host);
        if (verdict.kind === "error") return wrong(verdict.text);
        secrets.push({ verdict, word });
      }
    }
  }
  return { keys, secrets };
}

function setUp([use]: readonly DnssecConfig[], context: SetupContext): Handler | Problem | undefined {
  if (use === undefined) return undefined;
  const { block, host, problem, notServedYet } = context;
  const found = readKeys(use.lines, context);
  if ("severity" in found) return found;
  const { keys, secrets } = found;
  const zones = zonesOrBlock(use.args.zones, block.zones);
  for (const { key, word } of keys) {
    const { name } = key.record;
    if (zones.some((zone) => isAtOrBelow(zone, canonical(name)))) continue;
    const text = `key ${name} (keyid: ${key.tag}) can not sign any of the zones`;
    return problem(`plugin/dnssec: ${text}`, { at: word.at, cause: "here" });
  }
  for (const { verdict, word } of secrets) {
    block.onStart(async () => {
      const text = await askVerdict(verdict, host);
      return text === undefined ? undefined : problem(`plugin/dnssec: ${text}`, { at: word.at, cause: "here" });
    });
  }
  if (secrets.length > 0) {
    notServedYet({ text: "this engine does not fetch keys from AWS Secrets Manager yet" });
  }
  const signingKeys = keys.map(({ key: { record, tag, privateKey } }) => {
    return { record, tag, sign: host.signing.signer({ record, privateKey }) };
  });
  const capacity = use.properties.cache_capacity?.args.value.value ?? DEFAULT_CAPACITY;
  const signer = new Signer(signingKeys, { clock: host.clock, capacity });
  let stopCleaning: (() => void) | undefined;
  block.onStart(() => {
    stopCleaning = signer.startCleaning();
    return undefined;
  });
  block.onStop(() => stopCleaning?.());
  return createDnssec({ zones, signer, clock: host.clock, countersOf: createDnssecCounters(host.metrics) });
}

/** Asks AWS Secrets Manager for a key, up to where the request is sent. */
function askForSecret({ identity: { environment }, files }: Host): AwsVerdict {
  const config = loadAws({ environment, files });
  if (config.kind === "error") return config;
  const operation = "Secrets Manager: GetSecretValue";
  const endpoint = config.endpointOf("SECRETS_MANAGER");
  if (endpoint === undefined && config.region === "" && config.credentials.kind === "given") {
    const why = "failed to resolve service endpoint, endpoint rule error, Invalid Configuration: Missing Region";
    return { kind: "error", text: `operation error ${operation}, ${why}` };
  }
  const url = endpoint ?? `https://secretsmanager.${config.region}.amazonaws.com`;
  return firstRequest(config, { operation, method: "Post", url: `${url.replace(/\/$/, "")}/` });
}
