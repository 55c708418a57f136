/** The command line of `corefile-studio test`. */
import { readOptions } from "../read-options.ts";
import type { UsageProblem } from "../usage.ts";

export const TEST_USAGE = `Usage: corefile-studio test [DIR | COREFILE] [options]

Asks the questions of dns-tests.yaml, which lies beside the Corefile, and compares the replies with what it expects.

  DIR              the folder of the Corefile (default: this folder); paths in the Corefile start there
  --only TEXT      only tests whose name or question has this text
  --format FORMAT  text (default), json or junit
  --why            explains each test that fails
  --coverage       says how much of the configuration the tests come to, and which lines they never reach: server
                   blocks, directives in the path of queries, rules, hosts entries, zone records
  --fail-under N   fails when the coverage is under N percent
  --network        asks upstreams for which dns-tests.yaml has no fixture; without it such a question fails
  --cluster DIR    Kubernetes manifests that stand for a cluster (default: the folder cluster, where it is there)

dns-tests.yaml:

  tests:
    - name: the old name still works        # optional
      ask: www.old.example.org A            # name, type and class as in query
      from: 10.1.2.3                        # optional, as are via (udp, tcp), edns (octets or false), do (true),
                                            # as (pod:NAMESPACE/NAME) and at (a listener: port, address or both)
      expect:
        rcode: NOERROR                      # none: no reply comes
        answer: ["www.old.example.org. 300 IN A 192.0.2.80"]   # the whole section, in any order; a TTL of * fits any
        contains: []                        # records that must be there
        not: []                             # records that must not be there
        plugin: file                        # which plugin answers
        line: Corefile:3                    # the line that decides: of the directive, rule, entry or record
  upstreams:                                # optional: what is beyond this workspace
    "10.0.0.2:53": ["www.example.net. 60 IN A 203.0.113.9"]    # or timeout, refused, servfail
    "*": []                                 # all others

Exit code: 0 all tests passed, 1 some failed or coverage is under --fail-under, 2 they could not be run.
`;

const FORMATS = ["text", "json", "junit"] as const;

export interface TestOptions {
  /** A folder, or the Corefile in it. */
  readonly path: string;
  readonly only: string;
  readonly format: (typeof FORMATS)[number];
  readonly explain: boolean;
  readonly coverage: boolean;
  /** Percent. */
  readonly failUnder: number | undefined;
  readonly mayAskNetwork: boolean;
  readonly cluster: string | undefined;
}

/** Reads the arguments behind `test`. */
export function readTestOptions(args: readonly string[]): TestOptions | UsageProblem {
  const given = readOptions(args, {
    switches: ["network", "why", "coverage"],
    values: ["only", "format", "cluster", "fail-under"],
  });
  if ("usageProblem" in given) return given;
  const { words, switches, values } = given;
  if (words.length > 1) return { usageProblem: `one folder or Corefile at a time, not ${words.length}` };
  const wanted = values.get("format") ?? "text";
  const format = FORMATS.find((known) => known === wanted);
  if (format === undefined) return { usageProblem: `--format takes ${FORMATS.join(", ")}, not "${wanted}"` };
  const limit = values.get("fail-under");
  if (limit !== undefined && !/^(?:\d{1,2}|100)$/.test(limit))
    return { usageProblem: `--fail-under takes whole percent from 0 to 100, not "${limit}"` };
  return {
    path: words[0] ?? ".",
    only: values.get("only") ?? "",
    format,
    explain: switches.has("why"),
    coverage: switches.has("coverage") || limit !== undefined,
    failUnder: limit === undefined ? undefined : Number(limit),
    mayAskNetwork: switches.has("network"),
    cluster: values.get("cluster"),
  };
}
