/** Reads and checks the keys as CoreDNS does when it is set up; this engine does not sign yet. */
import { defineSetup } from "../../chain/define-setup.ts";
import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import type { Value } from "../../directive/value.ts";
import { canonical, isAtOrBelow } from "../../dns/name/name.ts";
import type { Host } from "../../ports/host.ts";
import { type AwsVerdict, askVerdict, firstRequest, loadAws } from "../route53/api.ts";
import { directive } from "./directive.ts";
import { readKey, type SigningKey } from "./key-file.ts";

export const setup = defineSetup(directive, ([use], { block, host, problem, notServedYet }) => {
  if (use === undefined) return undefined;
  const keys: { readonly key: SigningKey; readonly word: Value<string> }[] = [];
  const secrets: Value<string>[] = [];
  for (const { args } of use.properties.key) {
    if (args.from === "aws_secretsmanager") for (const name of args.names) secrets.push(name);
    if (args.from !== "file") continue;
    for (const word of args.names) {
      const key = readKey(word.value, { files: host.files, root: block.settings.root });
      if (key.kind === "error") return problem(`plugin/dnssec: ${key.text}`, { at: word.at, cause: "here" });
      keys.push({ key, word });
    }
  }
  const zones = zonesOrBlock(use.args.zones, block.zones);
  for (const { key, word } of keys) {
    const owner = canonical(key.owner);
    if (zones.some((zone) => isAtOrBelow(zone, owner))) continue;
    const text = `key ${key.owner} (keyid: ${key.tag}) can not sign any of the zones`;
    return problem(`plugin/dnssec: ${text}`, { at: word.at, cause: "here" });
  }
  for (const word of secrets) {
    const verdict = askForSecret(host);
    if (verdict.kind === "error") return problem(`plugin/dnssec: ${verdict.text}`, { at: word.at, cause: "here" });
    block.onStart(async () => {
      const text = await askVerdict(verdict, host);
      return text === undefined ? undefined : problem(`plugin/dnssec: ${text}`, { at: word.at, cause: "here" });
    });
  }
  notServedYet();
  return undefined;
});

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
