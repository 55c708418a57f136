/** Checks one configuration: CoreDNS's problems in its order, then what lint has to say. */
import type { TextEdit } from "../../lib/corefile/edit.ts";
import type { Problem } from "../../lib/corefile/problem.ts";
import type { EngineSource } from "../../server/engine/engine.ts";
import { type LazilyPrepared, prepareLazily } from "../../server/engine/prepare-lazily.ts";
import { quiet } from "../../server/engine/quiet-source.ts";
import { wouldStart } from "../../server/engine/would-start.ts";
import { createHost } from "../../server/host/host.ts";
import { overlayFiles } from "../../server/host/overlay-files.ts";
import { adviceFor } from "./advice.ts";
import type { CheckOptions } from "./check-options.ts";
import type { Finding, FindingFix } from "./finding.ts";
import type { Subject } from "./subject.ts";

/** What a check gives. */
export interface SubjectChecked {
  readonly findings: readonly Finding[];
  /** Absolute paths of the files that the Corefile imports. */
  readonly imported: readonly string[];
}

/** How to check, as the command line has it. */
export type CheckSettings = Pick<CheckOptions, "here" | "lint" | "defaultPort">;

/** Checks; with `here` the configuration is started for a moment. */
export async function checkSubject(subject: Subject, settings: CheckSettings): Promise<SubjectChecked> {
  const source = sourceOf(subject, settings);
  const prepared = await (settings.here ? wouldStart(source) : prepareLazily(quiet(source)));
  const own = prepared.problems.filter(({ cause }) => cause !== "engine");
  const advice = settings.lint ? await adviseOf(subject, prepared) : [];
  const findings = [...own, ...advice].map((problem) => findingOf(problem, subject, { settings, source }));
  return { findings: inOrder(findings), imported: prepared.configuration.imported };
}

async function adviseOf({ text }: Subject, prepared: LazilyPrepared): Promise<readonly Problem[]> {
  const { advise } = await import("../../server/engine/advise.ts");
  return advise({ ...prepared, text, directives: prepared.setups.map(({ directive }) => directive) });
}

function sourceOf({ corefile, texts, hides }: Subject, { defaultPort }: CheckSettings): EngineSource {
  const host = createHost();
  return { corefile, defaultPort, host: { ...host, files: overlayFiles(host.files, { texts, hides }) } };
}

interface Surroundings {
  readonly settings: CheckSettings;
  readonly source: EngineSource;
}

function findingOf(problem: Problem, subject: Subject, { settings, source }: Surroundings): Finding {
  const { code, message, cause, range } = problem;
  const isHere = cause === "here";
  const severity = isHere && !settings.here ? "information" : problem.severity;
  const help = adviceFor(problem, { environment: source.host.identity.environment, files: source.host.files });
  const fixes = fixesOf(problem, subject);
  return {
    ...subject.place(range),
    severity,
    code,
    message,
    ...(help === undefined ? {} : { help }),
    ...(fixes.length === 0 ? {} : { fixes }),
    isHere,
  };
}

/** In a manifest only what stays on its line keeps its indentation. */
function fixesOf({ fixes = [] }: Problem, subject: Subject): readonly FindingFix[] {
  const isPossible = ({ text }: TextEdit): boolean => !subject.isMounted || !text.includes("\n");
  return fixes
    .filter(({ edits }) => edits.every(isPossible))
    .map(({ title, edits }) => ({
      title,
      edits: edits.map(({ range, text }) => ({ place: subject.place(range), text })),
    }));
}

/** Errors first, each once, as CoreDNS comes upon them: a snippet's mistake is one, however many blocks import it. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const once = new Map<string, Finding>();
  for (const finding of findings) {
    const { file, line, column, code, message } = finding;
    const key = JSON.stringify([file, line, column, code, message]);
    if (!once.has(key)) once.set(key, finding);
  }
  const all = [...once.values()];
  return [...all.filter(({ severity }) => severity === "error"), ...all.filter(({ severity }) => severity !== "error")];
}
