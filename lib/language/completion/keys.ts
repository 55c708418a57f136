/** What may be written outside of blocks: transports and zones of keys, whole server blocks, snippets, imports. */

import type { Completion } from "../completions.ts";
import type { Asked } from "../corefile/asked.ts";
import { partialWord } from "../corefile/spot.ts";
import { zonesOf } from "../corefile/zones.ts";
import { importWord } from "./directives.ts";
import { TOP_TEMPLATES } from "./templates.ts";

const TRANSPORTS: Readonly<Record<string, string>> = {
  "dns://": "DNS over UDP and TCP, port 53; the same as without a transport",
  "tls://": "DNS over TLS, port 853",
  "https://": "DNS over HTTPS, port 443",
  "grpc://": "DNS over gRPC, port 443",
  "quic://": "DNS over QUIC, port 853",
  "https3://": "DNS over HTTP/3, port 443",
};

/** What may start a line outside of blocks. */
export function completeTop(): readonly Completion[] {
  return [...TOP_TEMPLATES, importWord()];
}

/** Words for a key: transports, and zones behind the transport that is written already. */
export function completeKeys({ workspace, reach, spot }: Asked): readonly Completion[] {
  const partial = partialWord(spot);
  const scheme = /^[a-z0-9]+:\/\//.exec(partial)?.[0] ?? "";
  const taken = new Set(spot.before.map(({ text }) => text.replace(/,$/, "")));
  const transports = Object.entries(TRANSPORTS).map(
    ([label, detail]): Completion => ({ label, kind: "keyword", detail, insert: label, continues: true }),
  );
  const zones = [".", ...zonesOf(workspace, reach)]
    .map((zone) => `${scheme}${zone}`)
    .filter((label) => !taken.has(label))
    .map((label): Completion => ({ label, kind: "zone", detail: "Zone", insert: label }));
  return scheme === "" ? [...zones, ...transports] : zones;
}
