/** How nomad is written in a Corefile. */
import { answersSome } from "../../directive/answers.ts";
import { type ArgumentOptions, one, optional, rest } from "../../directive/argument.ts";
import { plain, position, withPrefixes } from "../../directive/complaint.ts";
import { defineDirective } from "../../directive/directive.ts";
import { type Kind, named, where } from "../../directive/kind.ts";
import { url } from "../../directive/kinds/endpoint.ts";
import { seconds } from "../../directive/kinds/number.ts";
import { secret, text } from "../../directive/kinds/text.ts";
import { line } from "../../directive/line.ts";
import { property } from "../../directive/property.ts";
import { parseUrl, type UrlReading } from "../../go/url.ts";

const MAX_TTL_SECONDS = 3600;

const ttl = where(
  seconds,
  (value) =>
    value < 0 || value > MAX_TTL_SECONDS
      ? position(`ttl must be in range [0, ${MAX_TTL_SECONDS}]: ${value}`)
      : undefined,
  { expects: `seconds, 0 to ${MAX_TTL_SECONDS}` },
);

/** A line with one word; CoreDNS says the same of too few and too many. */
function single<T>(kind: Kind<T>, says: string, options: ArgumentOptions = {}) {
  const complaint = position(says);
  return line({ value: one(kind, options) }, { missing: complaint, extra: complaint });
}

/** The URL that an address is, or what Nomad's client says of one that is none; empty, it stands for the default. */
export function readAddress(address: string): UrlReading {
  const reading = parseUrl(address);
  return reading.ok ? reading : { ok: false, error: `invalid address '${address}': ${reading.error}` };
}

export const directive = defineDirective({
  name: "nomad",
  since: "1.13.0",
  inChain: true,
  answers: answersSome,
  miss: "NXDOMAIN",
  otherTypes: "NODATA",
  repeat: "first",
  summary: "Answers for services that are registered in Nomad.",
  args: line(
    {
      zone: optional(named(text, { placeholder: "ZONE", expects: "a zone such as service.nomad" }), {
        summary: "The zone of the names; service.nomad by default.",
      }),
    },
    { extra: "ignore" },
  ),
  meant: { server: "address", endpoint: "address" },
  properties: {
    address: property({
      summary: "Where Nomad is; http://127.0.0.1:4646 by default, or what NOMAD_ADDR says.",
      args: line(
        { urls: rest(url, { min: 1, placeholder: "URL", summary: "Tried one after the other until one answers." }) },
        { missing: position("at least one address is required") },
      ),
      repeat: "merge",
    }),
    token: property({
      summary: "The token to ask with; by default what NOMAD_TOKEN says.",
      args: single(secret, "exactly one token is required", { placeholder: "TOKEN" }),
    }),
    filter: property({
      summary: "Only services that match this Nomad filter expression.",
      args: single(
        named(text, { placeholder: "FILTER", expects: "a filter expression of Nomad" }),
        "exactly one filter is required",
      ),
      since: "1.13.2",
    }),
    ttl: property({
      summary: "The TTL of all records; 30 seconds by default.",
      args: single(ttl, "exactly one ttl value is required", { says: position("error parsing ttl: {error}") }),
    }),
  },
  anyCase: true,
  unknownProperty: position("unknown property '{value:lower}'"),
  refine({ properties }, complain) {
    for (const value of properties.address?.args.urls ?? []) {
      const url = readAddress(value.value);
      if (!url.ok) complain(withPrefixes(plain(url.error), "nomad", "nomad"), value);
    }
  },
});
