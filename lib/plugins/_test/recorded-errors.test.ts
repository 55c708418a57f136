/** What CoreDNS said of each recorded Corefile against what the descriptions of the directives say of it. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { loadCorefile } from "../../corefile/load.ts";
import { checkDirective } from "../../directive/check/check-directive.ts";
import { directives } from "../directives.gen.ts";

const CASES = resolve(import.meta.dirname, "../../../conformance/cases");
const FILE = "Corefile";

/** Refusals that need a look at files or at other plugins' work, and so are set-up's, for the plugins named here. */
const LEFT_TO_SET_UP: Readonly<Record<string, readonly string[]>> = {
  acl: [],
  auto: ["zones/auto/err-directory-below-file"],
  autopath: [
    "discovery/autopath/err-plugin-without-search-list",
    "flow/autopath/err-missing-file",
    "flow/autopath/err-plugin-without-autopath",
  ],
  azure: [],
  cache: [],
  clouddns: [
    "discovery/clouddns/err-credentials-missing-file",
    "discovery/clouddns/err-credentials-unknown-type",
    "discovery/clouddns/err-forbidden",
    "discovery/clouddns/err-no-json-error",
    "discovery/clouddns/err-no-such-zone",
  ],
  dns64: [],
  dnssec: [
    "zones/dnssec/err-key-bad-base64",
    "zones/dnssec/err-key-bad-flags",
    "zones/dnssec/err-key-empty",
    "zones/dnssec/err-key-not-dnskey",
    "zones/dnssec/err-key-other-zone",
    "zones/dnssec/err-key-rsa-short",
    "zones/dnssec/err-key-short",
    "zones/dnssec/err-key-zone-below",
    "zones/dnssec/err-private-algorithm-number",
    "zones/dnssec/err-private-base64",
    "zones/dnssec/err-private-ed25519-short",
    "zones/dnssec/err-private-empty",
    "zones/dnssec/err-private-format",
    "zones/dnssec/err-private-missing",
    "zones/dnssec/err-private-no-algorithm",
    "zones/dnssec/err-private-no-format",
    "zones/dnssec/err-private-no-name",
    "zones/dnssec/err-private-unknown-algorithm",
  ],
  dnstap: [],
  dynupdate: [
    "zones/dynupdate/err-allow-name-outside",
    "zones/dynupdate/err-block-of-two-zones",
    "zones/dynupdate/err-database-checksum",
    "zones/dynupdate/err-database-is-seed",
    "zones/dynupdate/err-database-limit",
    "zones/dynupdate/err-database-octets",
    "zones/dynupdate/err-database-record",
    "zones/dynupdate/err-database-unrecognized",
    "zones/dynupdate/err-database-version",
    "zones/dynupdate/err-database-zone",
    "zones/dynupdate/err-file-cname-conflict",
    "zones/dynupdate/err-file-dnssec",
    "zones/dynupdate/err-file-missing",
    "zones/dynupdate/err-file-no-soa",
    "zones/dynupdate/err-file-out-of-zone",
    "zones/dynupdate/err-file-serial-zero",
    "zones/dynupdate/err-file-soa-elsewhere",
    "zones/dynupdate/err-file-two-soa",
  ],
  etcd: ["discovery/etcd/err-tls-missing-ca", "discovery/etcd/err-tls-missing-pair"],
  errors: [],
  forward: [
    "flow/forward/err-not-an-address",
    "flow/forward/err-tls-ca-not-pem",
    "flow/forward/err-tls-missing-ca-file",
    "flow/forward/err-two-server-names",
    "flow/forward/err-two-server-names-quic",
    "flow/forward/err-unsupported-scheme-grpc",
    "flow/forward/err-unsupported-scheme-https3",
    "flow/forward/err-unsupported-scheme-unix",
  ],
  geoip: [
    "core/geoip/err-broken-tree",
    "core/geoip/err-cut-database",
    "core/geoip/err-empty-file",
    "core/geoip/err-empty-name",
    "flow/geoip/err-missing-file",
    "flow/geoip/err-unsupported-database",
  ],
  header: [],
  hosts: ["zones/hosts/err-file-below-file"],
  k8s_external: ["discovery/k8s_external/err-without-kubernetes"],
  kubernetes: [
    "discovery/kubernetes/err-in-cluster-without-token",
    "discovery/kubernetes/err-kubeconfig-missing-file",
    "discovery/kubernetes/err-kubeconfig-no-yaml",
    "discovery/kubernetes/err-kubeconfig-unknown-context",
  ],
  log: [],
  nomad: [],
  rewrite: [],
  route53: [
    "discovery/route53/err-access-denied",
    "discovery/route53/err-api-unreachable",
    "discovery/route53/err-aws-endpoint-not-honoured",
    "discovery/route53/err-credentials-of-a-container",
    "discovery/route53/err-credentials-of-a-machine",
    "discovery/route53/err-no-region",
    "discovery/route53/err-no-such-zone",
    "discovery/route53/err-service-unavailable",
    "discovery/route53/err-throttled",
  ],
  secondary: [],
  shed: ["core/shed/err-one-key-of-two", "core/shed/err-tls"],
  sign: [
    "zones/sign/err-key-bad-base64",
    "zones/sign/err-key-bad-flags",
    "zones/sign/err-key-missing",
    "zones/sign/err-key-no-zone-key",
    "zones/sign/err-key-not-dnskey",
    "zones/sign/err-key-rsa-short",
    "zones/sign/err-key-short",
    "zones/sign/err-key-zone-signing",
    "zones/sign/err-private-algorithm-number",
    "zones/sign/err-private-base64",
    "zones/sign/err-private-broken",
    "zones/sign/err-private-ed25519-short",
    "zones/sign/err-private-format",
    "zones/sign/err-private-missing",
    "zones/sign/err-private-no-algorithm",
    "zones/sign/err-private-no-format",
    "zones/sign/err-private-no-name",
    "zones/sign/err-private-unknown-algorithm",
  ],
  siit: [],
  template: [],
  transfer: [],
  tsig: [
    "core/tsig/err-secrets-key-word-alone",
    "core/tsig/err-secrets-secret-word-alone",
    "zones/tsig/err-secrets-and-secret",
    "zones/tsig/err-secrets-inner-token",
    "zones/tsig/err-secrets-missing",
    "zones/tsig/err-secrets-no-name",
    "zones/tsig/err-secrets-no-secret",
    "zones/tsig/err-secrets-one-line",
    "zones/tsig/err-secrets-token",
    "zones/tsig/err-secrets-twice",
  ],
};

/** Where CoreDNS ends with a file, before it comes upon the word that a description finds wrong: set-up knows. */
const LOOKED_AT_FIRST: ReadonlySet<string> = new Set([
  "core/tsig/err-secrets-before-unknown-property",
  "discovery/clouddns/err-credentials-before-unknown-property",
  "zones/dnssec/err-key-before-unknown-property",
  "zones/dynupdate/err-zone-before-unknown-property",
  "zones/file/err-zone-before-unknown-property",
  "zones/hosts/err-file-before-unknown-property",
  "zones/sign/err-key-before-unknown-property",
]);

interface Recorded {
  readonly name: string;
  readonly corefile: string;
  /** The line with which CoreDNS ended; undefined when it started. */
  readonly refusal: string | undefined;
}

function namesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return namesBelow(path);
    return entry.name.endsWith(".yaml") ? [path.slice(CASES.length + 1, -".yaml".length)] : [];
  });
}

function readRecorded(name: string): Recorded {
  const { corefile } = parse(readFileSync(join(CASES, `${name}.yaml`), "utf8")) as { corefile: string };
  const expected = JSON.parse(readFileSync(join(CASES, `${name}.expect.json`), "utf8")) as {
    start?: string;
    error?: string;
  };
  // Ports and folders are filled in when a case is run.
  const filled = corefile.replace(/@P\d+@/g, "1053").replace(/@[A-Z]+\d*@/g, "x");
  return { name, corefile: filled, refusal: expected.start === "fails" ? expected.error : undefined };
}

/** The first problem of each directive, in the order in which CoreDNS sets up. */
function firstProblems(text: string): readonly string[] {
  const { blocks } = loadCorefile({ file: FILE, text, files: filesInMemory({}), environment: {} });
  return blocks.flatMap((block) =>
    directives.flatMap((directive) => {
      const tokens = block.directives.get(directive.name);
      if (tokens === undefined) return [];
      return checkDirective(directive, { tokens, file: FILE })
        .problems.slice(0, 1)
        .map(({ message }) => message);
    }),
  );
}

const described = new Set(directives.map(({ name }) => name));
const recorded = namesBelow(CASES).map(readRecorded);
const pluginOf = (refusal: string | undefined): string => /^plugin\/([^:]+):/.exec(refusal ?? "")?.[1] ?? "";

test("there are cases to compare with", () => expect(recorded.length).toBeGreaterThan(500));

test("no Corefile with which CoreDNS starts is refused", () => {
  const refused = recorded
    .filter(({ refusal }) => refusal === undefined)
    .map(({ name, corefile }) => [name, ...firstProblems(corefile)]);
  expect(refused.filter(({ length }) => length > 1)).toEqual([]);
});

describe("refusals", () => {
  const refusals = recorded.filter(
    ({ name, refusal }) => described.has(pluginOf(refusal)) && !LOOKED_AT_FIRST.has(name),
  );

  test("what a description says is what CoreDNS says", () => {
    const said = refusals.map(({ name, corefile, refusal }) => ({
      name,
      ours: firstProblems(corefile)[0],
      refusal: refusal?.trimEnd(),
    }));
    expect(said.filter(({ ours, refusal }) => ours !== undefined && ours !== refusal)).toEqual([]);
  });

  test.each(Object.entries(LEFT_TO_SET_UP))("%s says all but what is set-up's", (plugin, left) => {
    const silent = refusals.filter(
      ({ corefile, refusal }) => pluginOf(refusal) === plugin && firstProblems(corefile).length === 0,
    );
    expect(silent.map(({ name }) => name).sort()).toEqual(left);
  });
});
