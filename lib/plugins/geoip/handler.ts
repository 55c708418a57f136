/** Where clients are, for other plugins to use (CoreDNS, plugin geoip). */
import type { Handler } from "../../chain/handler.ts";
import { offers } from "../../chain/key.ts";
import type { MetadataValue, Query } from "../../chain/query.ts";
import { EdnsOptionCode } from "../../dns/iana/edns-option.ts";
import type { Why } from "../../explanation/why.ts";
import { writeAddress } from "../../go/address.ts";
import { parseAddr } from "../../go/net.ts";
import type { Log } from "../../ports/log.ts";
import type { Range } from "../../text/position.ts";
import { METADATA } from "../metadata/api.ts";
import type { LookUps } from "./lookups.ts";
import { subnetAddress } from "./subnet.ts";
import { words } from "./words.ts";

const NAME = "geoip";

/** What a geoip does. */
export interface GeoipSettings {
  /** The database's file name. */
  readonly file: string;
  /** One for each schema of the database. */
  readonly lookUps: readonly LookUps[];
  /** The line that has the client's subnet looked up; undefined without one. */
  readonly subnetAt: Range | undefined;
}

/** A handler that only adds to the metadata. */
export function createGeoip(settings: GeoipSettings, log: Log): Handler {
  return {
    name: NAME,
    serve(query, next, why) {
      if (why !== undefined) explain(settings, query, why);
      return next(query);
    },
    offers: offers(METADATA.with((query, labels) => addLabels(settings, { query, labels, log }))),
  };
}

interface Adding {
  readonly query: Query;
  readonly labels: Map<string, MetadataValue>;
  readonly log: Log;
}

function addLabels(settings: GeoipSettings, { query, labels, log }: Adding): void {
  const address = addressOf(query, settings)?.bytes;
  if (address === undefined) return;
  for (const lookUps of settings.lookUps) {
    const found = lookUps.ask(address);
    if (found.ok) for (const [name, value] of found.value.labels) labels.set(name, value);
    else log.debug(`Setting up ${lookUps.schema} metadata failed due to database lookup error: ${found.error}`);
  }
}

interface LookedUp {
  readonly bytes: Uint8Array;
  readonly isSubnet: boolean;
}

/** What is looked up for a query: its first client subnet when that is wanted, else who sent it. */
function addressOf({ arrival, request }: Query, { subnetAt }: GeoipSettings): LookedUp | undefined {
  const client = parseAddr(arrival.client.address);
  if (client === undefined) return undefined;
  const option =
    subnetAt === undefined ? undefined : request.edns?.options.find(({ code }) => code === EdnsOptionCode.SUBNET);
  const subnet = option === undefined ? undefined : subnetAddress(option.data);
  return subnet === undefined ? { bytes: client.bytes, isSubnet: false } : { bytes: subnet, isSubnet: true };
}

function explain(settings: GeoipSettings, query: Query, why: Why): void {
  const looked = addressOf(query, settings);
  if (query.metadata === undefined || looked === undefined) {
    const { address: client } = query.arrival.client;
    why.because("observed", looked === undefined ? words.noAddress({ client }) : words.noMetadata());
    return;
  }
  const rule = looked.isSubnet ? { rule: settings.subnetAt } : {};
  const address = writeAddress(looked.bytes);
  const whose = looked.isSubnet ? "the client's subnet" : "the client's address";
  const database = settings.file;
  for (const lookUps of settings.lookUps) {
    const found = lookUps.ask(looked.bytes);
    if (!found.ok) why.because("observed", words.failed({ whose, address, database, error: found.error }), rule);
    else if (!found.value.isKnown) why.because("observed", words.unknown({ whose, address, database }), rule);
    else {
      const what = found.value.labels.flatMap(([name, value]) => (value() === "" ? [] : `${name} ${value()}`));
      why.because("observed", words.found({ whose, address, what: what.join(", ") }), rule);
    }
  }
}
