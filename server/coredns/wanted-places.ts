/** Places of moved listeners in a text of CoreDNS, as the Corefile has them. */
import type { Listener } from "../../lib/api/engine.ts";
import { joinHostPort } from "../../lib/go/net.ts";

/** `tls://example.org.:34821 on 127.0.0.1`, with what is before it. */
const LABEL = /\b([a-z0-9]+):\/\/([^\s"]*):(\d+)(?: on ([0-9a-f.:]+))?/g;

/** The text with the places that the Corefile says. */
export function withWantedPlaces(text: string, listeners: readonly Listener[]): string {
  const labelled = text.replace(LABEL, (...match: string[]) => {
    const [written = "", scheme, host, port, on] = match;
    const there = listeners.filter(({ kind, bound }) => kind === scheme && bound.port === Number(port));
    const found = there.find(({ bound }) => bound.address === (on ?? host)) ?? there[0];
    if (found === undefined) return written;
    const { wanted, bound, label } = found;
    if (host === bound.address) return label;
    return `${scheme}://${host}:${wanted.port}${on === undefined || wanted.address === "" ? "" : ` on ${wanted.address}`}`;
  });
  return listeners.reduce((told, { bound, wanted }) => {
    return told.replaceAll(joinHostPort(bound.address, bound.port), joinHostPort(wanted.address, wanted.port));
  }, labelled);
}
