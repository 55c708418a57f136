/** What is measured: small configurations in which one plugin does the work, and the names that are asked. */
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
}

const NAMES = 1000;
const hosts = Array.from({ length: NAMES }, (_, index) => `host${index}.example.org`);
const addressOf = (index: number): string => `198.51.${100 + (index >> 8)}.${index & 255}`;

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
      const records = hosts.map((name, index) => `${name}. 300 IN A ${addressOf(index)}`);
      const apex = [
        "$ORIGIN example.org.",
        "@ 300 IN SOA ns hostmaster 1 3600 600 86400 60",
        "@ 300 IN NS ns",
        "ns 300 IN A 192.0.2.53",
      ];
      writeFileSync(join(folder, "db.example.org"), [...apex, ...records, ""].join("\n"));
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
];
