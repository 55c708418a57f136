/** Checks one configuration: CoreDNS's problems in its order, then what lint has to say. */
import { dirname } from "node:path";
import type { Fix, TextEdit } from "../../lib/text/edit.ts";
import type { Problem } from "../../lib/text/problem.ts";
import type { Prepared } from "../../server/engine/configuration.ts";
import type { EngineSource } from "../../server/engine/instance.ts";
import { prepare } from "../../server/engine/prepare.ts";
import { quiet } from "../../server/engine/quiet-source.ts";
import { wouldStart } from "../../server/engine/would-start.ts";
import { filesBeside } from "../../server/host/files-beside.ts";
import { createHost } from "../../server/host/host.ts";
import { overlayFiles } from "../../server/host/overlay-files.ts";
import { type AskedRelease, releaseBeside } from "../release.ts";
import { type AdviceContext, adviceFor } from "./advice.ts";
import type { CheckOptions } from "./check-options.ts";
import { type Finding, type FindingFix, uniqueFindings } from "./finding.ts";
import { problemsOfNamed, withProblemsOfFiles } from "./named-files.ts";
import type { Subject } from "./subject.ts";

/** What a check gives. */
export interface SubjectChecked {
  readonly findings: readonly Finding[];
  /** Absolute paths of the files that the Corefile imports. */
  readonly imported: readonly string[];
  /** What is to be said of the release. */
  readonly notes: readonly string[];
}

/** How to check, as the command line has it. */
export type CheckSettings = Pick<CheckOptions, "here" | "lint" | "defaultPort" | "release">;

/** Checks; with `here` the configuration is started for a moment. */
export async function checkSubject(subject: Subject, settings: CheckSettings): Promise<SubjectChecked> {
  const { release, notes } = settings.release ?? (await releaseOf(subject));
  const source = { ...sourceOf(subject, settings), release };
  const prepared = await lookAt(source, settings);
  const own = prepared.problems.filter(({ cause }) => cause !== "engine");
  const ofFiles = problemsOfNamed({
    ...prepared,
    directives: prepared.setups.map(({ directive }) => directive),
    paths: subject.isMounted ? [...subject.texts.keys()] : undefined,
    lint: settings.lint,
  });
  const advice = settings.lint ? await adviseOf(subject, prepared) : [];
  const surroundings: Surroundings = { here: settings.here, context: contextOf(source) };
  const findings = [...withProblemsOfFiles(own, ofFiles), ...advice].map((problem) =>
    findingOf(problem, subject, surroundings),
  );
  return { findings: inOrder(findings), imported: prepared.configuration.imported, notes };
}

/** What a pod sees has no settings of the studio. */
async function releaseOf({ corefile, isMounted }: Subject): Promise<AskedRelease> {
  return isMounted ? { release: undefined, notes: [] } : releaseBeside(corefile);
}

/** What is asked of a configuration that was set up. What was set up itself may be large, and is needed no more. */
type Asked = Pick<Prepared, "problems" | "configuration" | "setups" | "source">;

async function lookAt(from: EngineSource, { here }: CheckSettings): Promise<Asked> {
  const { problems, configuration, setups, source } = await (here ? wouldStart(from) : prepare(quiet(from)));
  return { problems, configuration, setups, source };
}

/** Nothing is said of what the user did not write. */
async function adviseOf(
  { text, isOurs }: Subject,
  { configuration, setups, source }: Asked,
): Promise<readonly Problem[]> {
  const { advise } = await import("../../server/engine/advise.ts");
  const directives = setups.map(({ directive }) => directive);
  const advice = advise({ source, configuration, text, directives });
  return advice.filter(({ range }) => isOurs?.(range.file) !== true);
}

/** With `here` a file is where CoreDNS would look for it if it were started now, and nowhere else. */
function sourceOf(subject: Subject, { defaultPort, here }: CheckSettings): EngineSource {
  const { corefile, texts, hides, isMounted } = subject;
  const host = createHost();
  const folder = dirname(corefile);
  const base = here || isMounted || folder === "." ? host.files : filesBeside(host.files, folder);
  return { corefile, defaultPort, host: { ...host, files: overlayFiles(base, { texts, hides }) } };
}

interface Surroundings {
  readonly here: boolean;
  readonly context: AdviceContext;
}

function contextOf({ host }: EngineSource): AdviceContext {
  const lines = new Map<string, readonly string[]>();
  const decoder = new TextDecoder();
  return {
    environment: host.identity.environment,
    lineOf(file, line) {
      let known = lines.get(file);
      if (known === undefined) {
        const read = host.files.read(file);
        known = read.kind === "error" ? [] : decoder.decode(read.bytes).split("\n");
        lines.set(file, known);
      }
      return known[line - 1];
    },
  };
}

function findingOf(problem: Problem, subject: Subject, { here, context }: Surroundings): Finding {
  const { code, message, cause, range } = problem;
  const isHere = cause === "here";
  const severity = isHere && !here ? "information" : problem.severity;
  const help = adviceFor(problem, context);
  const fixes = fixesOf(problem, subject);
  return {
    ...subject.place(range),
    severity,
    code,
    message,
    ...(help === undefined ? {} : { help }),
    ...(fixes.length === 0 ? {} : { fixes }),
    isHere: isHere && problem.severity === "error",
  };
}

/** In a manifest only what stays on its line keeps its indentation. */
function fixesOf({ fixes = [] }: Problem, subject: Subject): readonly FindingFix[] {
  // A report has places for changes of text only.
  const isReportable = ({ creates }: Fix): boolean => creates === undefined;
  const isPossible = ({ text }: TextEdit): boolean => !subject.isMounted || !text.includes("\n");
  return fixes
    .filter((fix) => isReportable(fix) && fix.edits.every(isPossible))
    .map(({ title, edits }) => ({
      title,
      edits: edits.map(({ range, text }) => ({ place: subject.place(range), text })),
    }));
}

/** Errors first, each once, as CoreDNS comes upon them. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const all = uniqueFindings(findings);
  return [...all.filter(({ severity }) => severity === "error"), ...all.filter(({ severity }) => severity !== "error")];
}
