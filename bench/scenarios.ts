/** What is measured: small configurations in which one plugin does the work, and the names that are asked. */
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A configuration, its files and the questions of a load. */
export interface Scenario {
  readonly name: string;
  readonly about: string;
  /** Writes the files and gives the Corefile. */
  prepare(folder: string, port: number): string;
  /** Lines `NAME TYPE`. */
  readonly questions: readonly string[];
  /** True when clients ask for signatures. */
  readonly dnssecOk?: boolean;
}

const NAMES = 1000;
const hosts = Array.from({ length: NAMES }, (_, index) => `host${index}.example.org`);
const addressOf = (index: number): string => `198.51.${100 + (index >> 8)}.${index & 255}`;

/** A zone of `NAMES` names, signed as it is served with a key of ECDSA P-256. */
function signedZone(folder: string, port: number): string {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const { d = "" } = privateKey.export({ format: "jwk" });
  const octets = Buffer.concat([x, y].map((part) => Buffer.from(part, "base64url")));
  writeFileSync(join(folder, "key.key"), `example.org. IN DNSKEY 257 3 13 ${octets.toString("base64")}\n`);
  writeFileSync(
    join(folder, "key.private"),
    `Private-key-format: v1.3\nAlgorithm: 13\nPrivateKey: ${Buffer.from(d, "base64url").toString("base64")}\n`,
  );
  writeZone(folder);
  const plugins = ["bind 127.0.0.1", "dnssec {\n        key file key\n    }", "file db.example.org"];
  return `example.org:${port} {\n    ${plugins.join("\n    ")}\n}\n`;
}

function writeZone(folder: string): void {
  const records = hosts.map((name, index) => `${name}. 300 IN A ${addressOf(index)}`);
  const apex = [
    "$ORIGIN example.org.",
    "@ 300 IN SOA ns hostmaster 1 3600 600 86400 60",
    "@ 300 IN NS ns",
    "ns 300 IN A 192.0.2.53",
  ];
  writeFileSync(join(folder, "db.example.org"), [...apex, ...records, ""].join("\n"));
}

/** The scenarios of design: the floor, two kinds of data, and replies out of the cache. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: "whoami",
    about: "a reply made of the query alone",
    prepare: (_folder, port) => `.:${port} {\n    bind 127.0.0.1\n    whoami\n}\n`,
    questions: ["example.org A"],
  },
  {
    name: "hosts",
    about: `${NAMES} names in a hosts file`,
    prepare(folder, port) {
      writeFileSync(join(folder, "hosts"), hosts.map((name, index) => `${addressOf(index)} ${name}`).join("\n"));
      return `.:${port} {\n    bind 127.0.0.1\n    hosts hosts\n}\n`;
    },
    questions: hosts.map((name) => `${name} A`),
  },
  {
    name: "file",
    about: `a zone of ${NAMES} names`,
    prepare(folder, port) {
      writeZone(folder);
      return `example.org:${port} {\n    bind 127.0.0.1\n    file db.example.org\n}\n`;
    },
    questions: hosts.map((name) => `${name} A`),
  },
  {
    name: "cache",
    about: "hits, with forward and a second block as upstream behind",
    prepare(folder, port) {
      writeFileSync(join(folder, "hosts"), hosts.map((name, index) => `${addressOf(index)} ${name}`).join("\n"));
      const upstream = port + 1;
      return [
        `.:${port} {\n    bind 127.0.0.1\n    cache 3600\n    forward . 127.0.0.1:${upstream}\n}`,
        `.:${upstream} {\n    bind 127.0.0.1\n    hosts hosts\n}\n`,
      ].join("\n\n");
    },
    questions: hosts.map((name) => `${name} A`),
  },
  {
    name: "dnssec",
    about: `a zone of ${NAMES} names, signed as it is served; signatures are kept`,
    prepare: signedZone,
    questions: hosts.map((name) => `${name} A`),
    dnssecOk: true,
  },
  {
    name: "dnssec-denial",
    about: "names that do not exist in it: each is denied with a signature of its own",
    prepare: signedZone,
    questions: Array.from({ length: 200_000 }, (_, index) => `no${index}.example.org A`),
    dnssecOk: true,
  },
];
