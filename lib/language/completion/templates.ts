/** Whole blocks with place-holders, for what is written most. */
import type { Completion } from "../completions.ts";

/** A block of a directive. */
export interface BlockTemplate {
  readonly directive: string;
  readonly completion: Completion;
}

/** What stands for a block in the list. */
interface Words {
  readonly label: string;
  readonly documentation: string;
}

/** Blocks of directives, in the order of the chain. A place-holder stands in `<>`, the same text in the same one. */
export const BLOCK_TEMPLATES: readonly BlockTemplate[] = [
  block("health", "Health with a lame duck period, so that clients can move on before the server stops.", [
    "health {",
    "    lameduck <5s>",
    "}",
  ]),
  block("acl", "Only some clients may ask.", [
    "acl <example.org> {",
    "    allow net <192.0.2.0/24>",
    "    block net *",
    "}",
  ]),
  block("cache", "A cache that answers from old replies while upstreams are down.", [
    "cache <30> {",
    "    serve_stale <1h>",
    "}",
  ]),
  block("template", "One answer for all names of a zone.", [
    "template IN <A> <example.org> {",
    '    answer "{{ .Name }} 60 IN <A> <192.0.2.1>"',
    "    fallthrough",
    "}",
  ]),
  block("hosts", "Addresses of some names; all other names go to the next plugin.", [
    "hosts {",
    "    <192.0.2.1> <host.example.org>",
    "    fallthrough",
    "}",
  ]),
  block("kubernetes", "Services and pods of a cluster, as kubeadm sets it up.", [
    "kubernetes <cluster.local> in-addr.arpa ip6.arpa {",
    "    pods <insecure>",
    "    fallthrough in-addr.arpa ip6.arpa",
    "    ttl <30>",
    "}",
  ]),
  block("file", "A zone from a file; names that are not in it go to the next plugin.", [
    "file <db.example.org> <example.org> {",
    "    reload <30s>",
    "    fallthrough",
    "}",
  ]),
  block("forward", "Upstreams over TLS.", [
    "forward . tls://<192.0.2.53> {",
    "    tls_servername <dns.example.org>",
    "    health_check <5s>",
    "}",
  ]),
];

/** What stands outside of blocks. */
export const TOP_TEMPLATES: readonly Completion[] = [
  template({ label: "server block { … }", documentation: "A server block for a zone." }, [
    "<example.org>:<53> {",
    "    <>",
    "}",
  ]),
  template({ label: "snippet (…) { … }", documentation: "Lines that server blocks take in with `import`." }, [
    "(<name>) {",
    "    <>",
    "}",
  ]),
  template({ label: "forwarding server block { … }", documentation: "A cache in front of upstreams, for all names." }, [
    ".:<53> {",
    "    errors",
    "    cache <30>",
    "    forward . </etc/resolv.conf>",
    "    <>",
    "}",
  ]),
];

function block(directive: string, documentation: string, lines: readonly string[]): BlockTemplate {
  return { directive, completion: template({ label: `${directive} { … }`, documentation }, lines) };
}

function template({ label, documentation }: Words, lines: readonly string[]): Completion {
  return {
    label,
    kind: "template",
    detail: "Block",
    documentation,
    insert: withPlaceholders(lines.join("\n")),
    isTemplate: true,
  };
}

/** Numbers the place-holders; an empty one is where the cursor ends. */
function withPlaceholders(text: string): string {
  const numbers = new Map<string, number>();
  return text.replace(/<([^<>]*)>/g, (_, words: string) => {
    if (words === "") return "$0";
    const number = numbers.get(words) ?? numbers.size + 1;
    numbers.set(words, number);
    return `$\{${number}:${words}}`;
  });
}
