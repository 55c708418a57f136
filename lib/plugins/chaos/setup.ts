/** From directive to handler. */

import { readEscapes } from "../../dns/text/escape.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { utf8Octets } from "../../text/octets.ts";
import { OWNERS } from "./authors.ts";
import { directive } from "./directive.ts";
import { createChaos } from "./handler.ts";

/** A character-string holds 255 octets (RFC 1035 section 3.3). */
const MAX_OCTETS = 255;

export const setup = defineSetup(directive, ([use], { host }) => {
  const { hostname, version } = host.identity;
  const given = use?.args.version?.value ?? `CoreDNS-${version}`;
  const authors = [...new Set(use?.args.authors.map(({ value }) => cut(value)))].sort();
  return createChaos(
    {
      // Beside authors a version is not cut: a text that is too long is never sent.
      version: authors.length > 0 ? octetsOf(given) : cut(given),
      authors: authors.length > 0 ? authors : OWNERS,
      hostname: cut(hostname),
    },
    host.random,
  );
});

/** Backslashes escape, as in a zone file. */
function octetsOf(text: string): string {
  return readEscapes(utf8Octets(text));
}

function cut(text: string): string {
  return readEscapes(utf8Octets(text).slice(0, MAX_OCTETS));
}
