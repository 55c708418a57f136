/** How azure is written in a Corefile. */

import { answersSome } from "../../directive/answers.ts";
import { one } from "../../directive/argument.ts";
import { type Complaint, plain, position } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { distinct } from "../../directive/distinct.ts";
import { type Kind, named, refused, taken } from "../../directive/kind.ts";
import { keyword } from "../../directive/kinds/keyword.ts";
import { refreshInterval } from "../../directive/kinds/refresh-interval.ts";
import { secret, text } from "../../directive/kinds/text.ts";
import { type Complain, fallthrough, setting, since } from "../../directive/property.ts";
import type { Value } from "../../directive/value.ts";
import { withFallthrough } from "../../directive/what-if.ts";
import { quote } from "../../go/quote.ts";
import { parseUrl } from "../../go/url.ts";

/** A zone at Azure DNS. */
export interface AzureZone {
  readonly resourceGroup: string;
  readonly zone: string;
}

const azureZone: Kind<AzureZone> = {
  name: "azure-zone",
  look: "zone",
  placeholder: "RESOURCE_GROUP:ZONE",
  expects: "a resource group and a zone in it, joined by a colon",
  read(word) {
    const colon = word.indexOf(":");
    const resourceGroup = word.slice(0, Math.max(colon, 0));
    const zone = word.slice(colon + 1);
    if (resourceGroup === "" || zone === "") return refused(position("invalid resource group/zone: {value:q}"));
    return taken({ resourceGroup, zone });
  },
};

/** As CoreDNS tells zones apart; `a:bc` and `ab:c` are one to it. */
const keyOf = ({ value }: Value<AzureZone>): string => value.resourceGroup + value.zone;
const conflict = (word: string): string => `conflicting zone: ${quote(word)}`;

/** The name of the cloud whose addresses stand in a file. */
export const STACK_CLOUD = "AZURESTACKCLOUD";
const CLOUDS: readonly string[] = [
  "AZUREPUBLICCLOUD",
  "AZURECLOUD",
  "AZURECHINACLOUD",
  "AZUREGERMANCLOUD",
  "AZUREUSGOVERNMENT",
  "AZUREUSGOVERNMENTCLOUD",
];

const environment: Kind<string> = {
  name: "keyword",
  look: "keyword",
  placeholder: "ENVIRONMENT",
  expects: "an Azure cloud such as AzurePublicCloud, in any case",
  suggestions: [
    { text: "AzurePublicCloud", detail: "Public Azure; the default." },
    { text: "AzureChinaCloud" },
    { text: "AzureGermanCloud" },
    { text: "AzureUSGovernmentCloud" },
    { text: "AzureStackCloud", detail: "The cloud described in the file that AZURE_ENVIRONMENT_FILEPATH names." },
  ],
  read(word) {
    const name = word.toUpperCase();
    if (name === STACK_CLOUD || CLOUDS.includes(name)) return taken(name);
    const unknown = `autorest/azure: There is no cloud environment matching the name ${quote(name)}`;
    return refused(position(`cannot set azure environment: ${quote(unknown)}`));
  },
};

const access = keyword(["public", "private"], {
  unknown: position("invalid access value: can be public/private, found: {value}"),
  details: { public: "Zones of Azure DNS; the default.", private: "Zones of Azure Private DNS." },
});

function id(summary: string, placeholder: string) {
  return setting(summary, one(named(text, { placeholder, expects: "an identifier" })));
}

export const directive = defineDirective({
  name: "azure",
  whatIfs: [withFallthrough("nameError", "dotMissing")],
  since: "1.6.2",
  inChain: true,
  answers: answersSome,
  miss: "NXDOMAIN",
  otherTypes: "NODATA",
  repeat: "each",
  summary: "Serves zones of Azure DNS, read from its API.",
  args: distinct(azureZone, {
    summary: "The zones, each after its resource group.",
    keyOf,
    twice: (word) => position(conflict(word)),
  }),
  properties: {
    tenant: id("The tenant (directory) in which the client is registered.", "TENANT_ID"),
    client: id("The client (application) that asks.", "CLIENT_ID"),
    secret: setting(
      "The client's secret; without it the machine's managed identity asks.",
      one(secret, { placeholder: "CLIENT_SECRET" }),
    ),
    subscription: id("The subscription that the resource groups belong to.", "SUBSCRIPTION_ID"),
    environment: setting("Which of Azure's clouds to ask.", one(environment)),
    access: since("1.6.9", setting("Whether the zones of this use are public or private.", one(access))),
    refresh: since(
      "1.15.0",
      setting(
        "How often the zones are fetched; 1m by default.",
        one(refreshInterval, { says: position("unable to parse duration: {error}") }),
      ),
    ),
    fallthrough: fallthrough(),
  },
  unknownProperty: position("unknown property: {value:q}"),
  finish(uses, complain) {
    const keys = new Set<string>();
    for (const { args } of uses) {
      for (const zone of args.zones) {
        const { file, line } = zone.token;
        const text = `${file}:${line} - Error during parsing: ${conflict(zone.text)}`;
        if (keys.has(keyOf(zone))) complain(plain(text), zone);
      }
      for (const zone of args.zones) keys.add(keyOf(zone));
    }
    const last = (name: "tenant" | "client" | "secret"): Value<string> | undefined =>
      uses.findLast(({ properties }) => properties[name] !== undefined)?.properties[name]?.args.value;
    checkClient({ tenant: last("tenant"), client: last("client"), secret: last("secret") }, complain);
  },
});

interface Client {
  readonly tenant: Value<string> | undefined;
  readonly client: Value<string> | undefined;
  readonly secret: Value<string> | undefined;
}

/** What Azure's library says of a client's credentials before it asks for a token. */
function checkClient({ tenant, client, secret: given }: Client, complain: Complain): void {
  if (given === undefined || given.value === "") return;
  const url = parseUrl(tenant?.value ?? "");
  if (!url.ok) complain(fromCredentials(url.error), tenant);
  else if ((client?.value ?? "") === "")
    complain(fromCredentials("parameter 'clientID' cannot be empty"), client ?? given);
}

function fromCredentials(error: string): Complaint {
  return plain(`failed to get SPT from client credentials: ${error}`);
}

/** One use of azure. */
export type AzureConfig = ConfigOf<typeof directive>;
