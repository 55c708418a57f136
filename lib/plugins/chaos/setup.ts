/** From directive to handler. */
import { defineSetup } from "../../chain/define-setup.ts";
import { OWNERS } from "./authors.ts";
import { directive } from "./directive.ts";
import { createChaos } from "./handler.ts";

/** A character-string holds 255 octets (RFC 1035 section 3.3). */
const MAX_OCTETS = 255;

export const setup = defineSetup(directive, ([use], { host }) => {
  const { hostname, version } = host.identity;
  const authors = [...new Set(use?.args.authors.map(({ value }) => cut(value)))].sort();
  return createChaos(
    {
      version: cut(use?.args.version?.value ?? `CoreDNS-${version}`),
      authors: authors.length > 0 ? authors : OWNERS,
      hostname: cut(hostname),
    },
    host.random,
  );
});

function cut(text: string): string {
  return text.slice(0, MAX_OCTETS);
}
