/** The command line of `corefile-studio diff`. */
import { FAIL_ON, type FailOn } from "../../lib/behaviour-diff/behaviour-diff.ts";
import { readOptions } from "../read-options.ts";
import type { UsageProblem } from "../usage.ts";

export const DIFF_USAGE = `Usage: corefile-studio diff A B [options]

Asks two configurations the same questions, and tells which are answered in another way and which edited line is the
cause. Both run here, on loopback, one beside the other.

  A, B             a folder, a Corefile, a manifest with one, - for a Corefile on standard input,
                   REV for this folder in a revision of git, REV:PATH for a Corefile in one
  --questions FILE asks these instead of those that are made from both configurations: lines NAME [TYPE [CLASS]]
                   [from ADDRESS], or what was asked in production: CoreDNS's log, a dnstap file, a capture; - is
                   standard input
  --format FORMAT  text (default), json or markdown, which is made to be a comment on a pull request
  --fail-on WHAT   what makes the exit code 1: any change (default); rcode: other codes; answer: these, other answers and
                   other upstreams; plugin: these, and the same answer by another plugin
  --why            explains both answers of each change
  --network        asks upstreams for which dns-tests.yaml has no fixture; without it their answers are made up, the same
                   on both sides
  --cluster DIR    Kubernetes manifests that stand for a cluster (default: the folder cluster of each side)

Questions are made from zones, names of zone files, hosts files and Services, both sides of networks, samples for regular
expressions, names below and beside wildcards, and dns-tests.yaml.

Exit code: 0 nothing changes, 1 something does, 2 they could not be compared.
`;

const FORMATS = ["text", "json", "markdown"] as const;

export interface DiffOptions {
  readonly before: string;
  readonly after: string;
  readonly questions: string | undefined;
  readonly format: (typeof FORMATS)[number];
  readonly failOn: FailOn;
  readonly explain: boolean;
  readonly mayAskNetwork: boolean;
  readonly cluster: string | undefined;
}

/** Reads the arguments behind `diff`. */
export function readDiffOptions(args: readonly string[]): DiffOptions | UsageProblem {
  const given = readOptions(args, {
    switches: ["network", "why"],
    values: ["questions", "format", "fail-on", "cluster"],
  });
  if ("usageProblem" in given) return given;
  const { words, switches, values } = given;
  const [before, after, ...more] = words;
  if (before === undefined || after === undefined || more.length > 0)
    return { usageProblem: `two configurations are compared, not ${words.length}` };
  if (before === "-" && after === "-") return { usageProblem: "only one of the two can be standard input" };
  if (values.get("questions") === "-" && words.includes("-"))
    return { usageProblem: "standard input is either a configuration or questions" };
  const format = oneOf(FORMATS, values.get("format") ?? "text");
  if (format === undefined)
    return { usageProblem: `--format takes ${FORMATS.join(", ")}, not "${values.get("format")}"` };
  const failOn = oneOf(FAIL_ON, values.get("fail-on") ?? "any");
  if (failOn === undefined)
    return { usageProblem: `--fail-on takes ${FAIL_ON.join(", ")}, not "${values.get("fail-on")}"` };
  return {
    before,
    after,
    questions: values.get("questions"),
    format,
    failOn,
    explain: switches.has("why"),
    mayAskNetwork: switches.has("network"),
    cluster: values.get("cluster"),
  };
}

function oneOf<Word extends string>(words: readonly Word[], given: string): Word | undefined {
  return words.find((word) => word === given);
}
