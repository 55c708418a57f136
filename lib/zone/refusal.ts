/** Why CoreDNS does not take a master file as a zone, in its words. Files are given in quotes, as Go's %q writes them. */
import type { Name } from "../dns/name/name.ts";

/** A record cannot be read; `error` is the whole line that tells of it. */
export function unreadable(quotedFile: string, origin: Name, error: string): string {
  return `failed to parse file ${quotedFile} for origin ${origin} with error ${error}`;
}

/** An SOA record stands at another name than the zone's. */
export function soaElsewhere(quotedFile: string, owner: Name, origin: Name): string {
  return `file ${quotedFile} has SOA owner ${owner} that does not match origin ${origin}`;
}

/** There is no SOA record at all. */
export function noSoa(quotedFile: string, origin: Name): string {
  return `file ${quotedFile} has no SOA record for origin ${origin}`;
}

/** A record belongs to a way of signing that CoreDNS does not serve. */
export function nsec3Unsupported(owner: Name, origin: Name): string {
  return `NSEC3 zone is not supported, dropping RR: ${owner} for zone: ${origin}`;
}
