/** Gathers configuration and credentials as CoreDNS does when it is set up; this engine does not fetch zones yet. */

import type { Host } from "../../ports/host.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import type { Problem } from "../../text/problem.ts";
import { type AwsChoices, type AwsConfig, loadAws } from "./aws-config.ts";
import { type AwsVerdict, askVerdict, firstRequest, fromMetadata } from "./aws-request.ts";
import { directive, type HostedZone, type Route53Config } from "./directive.ts";

export const setup = defineSetup(directive, (uses, context) => {
  const { block, host, notServedYet } = context;
  for (const use of uses) {
    if (use.properties.aws_access_key !== undefined) {
      const advice = "please use other authentication methods instead";
      host.log.forPlugin("route53").warning(`Save aws_access_key in Corefile has been deprecated, ${advice}`);
    }
    const verdict = check(use, host);
    if (verdict.kind === "error") return refusal(use, verdict.text, context);
    if (verdict.kind === "network") {
      block.onStart(async () => {
        const text = await askVerdict(verdict, host);
        return text === undefined ? undefined : refusal(use, text, context);
      });
    }
  }
  notServedYet();
  return undefined;
});

function refusal({ last, properties }: Route53Config, text: string, { problem }: SetupContext): Problem {
  const message = `plugin/route53: ${last.file}:${last.line} - Error during parsing: ${text}`;
  const { aws_endpoint: endpoint } = properties;
  // With an endpoint CoreDNS cannot start anywhere.
  return endpoint !== undefined && text.endsWith(NO_SCHEME)
    ? problem(message, { at: endpoint.at })
    : problem(message, { cause: "here" });
}

const NO_SCHEME = 'unsupported protocol scheme ""';

function check(use: Route53Config, { identity: { environment }, files }: Host): AwsVerdict {
  const config = loadAws({ environment, files }, choicesOf(use));
  const noClient = "failed to create route53 client: ";
  if (config.kind === "error") return { kind: "error", text: noClient + config.text };
  if (config.region === "") {
    const region = fromMetadata("GetRegion", "/latest/dynamic/instance-identity/document", config);
    return inWords(region, `${noClient}failed to get region from IMDS: `);
  }
  const [zone] = use.args.zones;
  if (zone === undefined) return { kind: "fine" };
  const request = firstRequest(config, {
    operation: "Route 53: ListHostedZonesByName",
    method: "Get",
    url: `${endpointOf(use, config)}/2013-04-01/hostedzonesbyname?${queryOf(zone.value)}`,
  });
  return inWords(request, "failed to create route53 plugin: ");
}

function inWords(verdict: AwsVerdict, head: string): AwsVerdict {
  switch (verdict.kind) {
    case "fine":
      return verdict;
    case "error":
      return { kind: "error", text: head + verdict.text };
    case "network":
      return { ...verdict, textOf: (why) => head + verdict.textOf(why) };
  }
}

function choicesOf({ properties }: Route53Config): AwsChoices {
  const { aws_access_key: accessKey, credentials } = properties;
  return {
    ...(credentials === undefined ? {} : { profile: credentials.args.profile.value }),
    ...(credentials?.args.file === undefined ? {} : { configFile: credentials.args.file.value }),
    ...(accessKey === undefined ? {} : { accessKey: { id: accessKey.args.id.value, key: accessKey.args.key.value } }),
  };
}

/** CoreDNS looks at the word of `aws_endpoint` too late, when it stands at the brace that ends the block. */
function endpointOf({ properties }: Route53Config, config: AwsConfig): string {
  if (properties.aws_endpoint !== undefined) return "/%7D";
  return (config.endpointOf("ROUTE_53") ?? "https://route53.amazonaws.com").replace(/\/$/, "");
}

function queryOf({ zone, id }: HostedZone): string {
  return `dnsname=${escapeQuery(zone)}&hostedzoneid=${escapeQuery(id.slice(id.lastIndexOf("/") + 1))}`;
}

/** As Amazon's library escapes: all but letters, digits and `-._~`. */
function escapeQuery(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
