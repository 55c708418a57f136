/** What a key of a server block stands for: transport, zone and port. */
import { replaceVariables } from "../../corefile/imports/environment.ts";
import { resolveKeys } from "../../corefile/keys.ts";
import { schemesOf } from "../../profiles/schemes.ts";
import type { Asked } from "../corefile/asked.ts";

const TRANSPORTS: Readonly<Record<string, string>> = {
  dns: "DNS over UDP and TCP",
  tls: "DNS over TLS",
  https: "DNS over HTTPS",
  https3: "DNS over HTTP/3",
  grpc: "DNS over gRPC",
  quic: "DNS over QUIC",
  unix: "DNS over a Unix socket",
};
const MAX_SHOWN = 8;

/** The key at the place, resolved; what CoreDNS says when it cannot be. */
export function keyHover({ workspace, spot }: Asked): readonly string[] {
  if (spot.item?.kind !== "server block") return [];
  const key = spot.item.keys.find(({ token }) => token === spot.token);
  if (key === undefined) return [];
  const token = key.token.withText(replaceVariables(key.text, workspace.environment));
  const block = { keys: [token], directives: new Map(), at: token.range };
  const { blocks, problems } = resolveKeys(
    { blocks: [block], schemes: schemesOf(workspace.release) },
    workspace.defaultPort ?? "53",
  );
  const resolved = blocks[0] ?? [];
  if (problems.length > 0 || resolved.length === 0) return problems.map(({ message }) => message);
  const rows = resolved
    .slice(0, MAX_SHOWN)
    .map(
      ({ transport, zone, port }) => `- zone \`${zone}\`, ${TRANSPORTS[transport] ?? transport}, ${portWords(port)}`,
    );
  const more = resolved.length > MAX_SHOWN ? [`- and ${resolved.length - MAX_SHOWN} more zones`] : [];
  return [
    "Questions for these come to this server block, unless another block has a longer zone:",
    [...rows, ...more].join("\n"),
  ];
}

function portWords(port: string): string {
  return port === "" ? "no port" : `port ${port}`;
}
