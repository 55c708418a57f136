import { describe, expect, test } from "vitest";
import { checkLines, messagesOf } from "../../directive/_test/check-corefile.ts";
import { fallthroughZones } from "../../directive/kinds/zone.ts";
import { directive } from "./directive.ts";

const wrongCount = (line: number, word: string): string =>
  `plugin/kubernetes: Corefile:${line} - Error during parsing: Wrong argument count or unexpected line ending after '${word}'`;
const position = (text: string, line = 3): string =>
  `plugin/kubernetes: Corefile:${line} - Error during parsing: ${text}`;

/** Lines in the block of kubernetes, and what CoreDNS 1.15.0 says of them. */
const refusals: readonly (readonly [readonly string[], string])[] = [
  [["upstream"], position("unknown property 'upstream'")],
  [["Pods insecure"], position("unknown property 'Pods'")],
  [["endpoint_pod_names yes no"], wrongCount(3, "no")],
  [["pods"], wrongCount(3, "pods")],
  [["pods verified now"], wrongCount(3, "now")],
  [
    ["pods Verified"],
    "plugin/kubernetes: wrong value for pods: Verified,  must be one of: disabled, verified, insecure",
  ],
  [["namespaces"], wrongCount(3, "namespaces")],
  [["endpoint"], wrongCount(3, "endpoint")],
  [["tls cert.pem key.pem"], wrongCount(3, "key.pem")],
  [["tls a b c d"], wrongCount(3, "d")],
  [["labels"], wrongCount(3, "labels")],
  [
    ["labels tier in (edge"],
    "plugin/kubernetes: unable to parse label selector value: 'tier in (edge': couldn't parse the selector string \"tier in (edge\": unable to parse requirement: found '', expected: ',' or ')'",
  ],
  [
    ["namespace_labels a!=b"],
    `plugin/kubernetes: unable to parse namespace_label selector value: 'a!=b': "!=" is not a valid label selector operator`,
  ],
  [["ttl"], wrongCount(3, "ttl")],
  [["ttl 5m"], 'plugin/kubernetes: strconv.Atoi: parsing "5m": invalid syntax'],
  [["ttl -1"], position("ttl must be in range [0, 3600]: -1")],
  [["ttl 3601 soon"], position("ttl must be in range [0, 3600]: 3601")],
  [["noendpoints on"], wrongCount(3, "on")],
  [["zonal on"], wrongCount(3, "on")],
  [["ignore everything"], "plugin/kubernetes: unable to parse ignore value: 'everything'"],
  [["kubeconfig"], wrongCount(3, "kubeconfig")],
  [["kubeconfig a b c"], wrongCount(3, "c")],
  [["startup_timeout"], wrongCount(3, "startup_timeout")],
  [["startup_timeout 5"], 'plugin/kubernetes: failed to parse startup_timeout: 5, time: missing unit in duration "5"'],
  [["apiserver_qps"], wrongCount(3, "apiserver_qps")],
  [
    ["apiserver_qps fast"],
    position('invalid apiserver_qps "fast": strconv.ParseFloat: parsing "fast": invalid syntax'),
  ],
  [
    ["apiserver_qps 1e39"],
    position('invalid apiserver_qps "1e39": strconv.ParseFloat: parsing "1e39": value out of range'),
  ],
  [["apiserver_qps -0.5"], position("apiserver_qps must be >= 0")],
  [["apiserver_burst 1.5"], position('invalid apiserver_burst "1.5": strconv.Atoi: parsing "1.5": invalid syntax')],
  [["apiserver_burst -1"], position("apiserver_burst must be >= 0")],
  [["apiserver_max_inflight -1"], position("apiserver_max_inflight must be >= 0")],
  [["apiserver_max_inflight 1 2"], wrongCount(3, "2")],
  [["namespaces a", "namespace_labels b"], position("namespaces and namespace_labels cannot both be set", 5)],
  [
    ["multicluster clusterset.local"],
    position(
      "is not authoritative for the multicluster zone clusterset.local. (authoritative zones: [cluster.local. 2.0.192.in-addr.arpa.])",
      4,
    ),
  ],
  [["zonal", "noendpoints"], position("zonal requires the endpoint cache; remove noendpoints", 5)],
];

const block = (...lines: readonly string[]): readonly string[] => [
  "kubernetes cluster.local 192.0.2.0/24 {",
  ...lines,
  "}",
];

describe("refusals", () => {
  test.each(refusals)("%j", (lines, message) => expect(messagesOf(directive, ...block(...lines))[0]).toBe(message));

  test("reverse zones alone, before the block is looked at", () =>
    expect(messagesOf(directive, "kubernetes 192.0.2.0/24 {", "nonsense", "}")[0]).toBe(
      "plugin/kubernetes: non-reverse zone name must be used",
    ));
  test("a second use", () =>
    expect(messagesOf(directive, "kubernetes cluster.local", "kubernetes cluster.local")).toEqual([
      "plugin/kubernetes: this plugin can only be used once per Server Block",
    ]));
});

const taken: Readonly<Record<string, readonly string[]>> = {
  "nothing but its name": ["kubernetes"],
  "an empty block": ["kubernetes cluster.local {", "}"],
  "words behind a TTL and a time-out, which are passed over": [...block("ttl 30 seconds", "startup_timeout 1s or 2s")],
  "ignore without a word": [...block("ignore")],
  "a selector over several words": [...block("labels environment in (staging, qa), application = web")],
  "several namespaces on several lines": [...block("namespaces a b", "namespaces c")],
  "a zone of other clusters that is one of its zones": [
    "kubernetes cluster.local clusterset.local {",
    "multicluster clusterset.local",
    "}",
  ],
  "the zones of the server block, of which only set-up knows": ["kubernetes {", "multicluster clusterset.local", "}"],
};

test.each(Object.entries(taken))("%s is taken", (_, lines) => expect(messagesOf(directive, ...lines)).toEqual([]));

test("what a use means", () => {
  const { uses } = checkLines(
    directive,
    ...block("namespaces a", "namespaces b", "ttl 10", "ttl 20", "pods verified", "fallthrough"),
  );
  const { args, properties } = uses[0] ?? { args: undefined, properties: undefined };
  expect(args?.zones.flatMap(({ value }) => value)).toEqual(["cluster.local.", "2.0.192.in-addr.arpa."]);
  expect(properties?.namespaces?.args.names.map(({ value }) => value)).toEqual(["a", "b"]);
  expect(properties?.ttl?.args.seconds.value).toBe(20);
  expect(properties?.pods?.args.mode.value).toBe("verified");
  expect(fallthroughZones(properties?.fallthrough)).toEqual(["."]);
});
