/** All problems of a project: CoreDNS's in its order, those of zone files and hosts files, then lint's. */
import { resolve } from "node:path";
import { problemsOfFile } from "../../lib/language/problems/problems-of-file.ts";
import { problemsOfNamedFiles } from "../../lib/language/problems/problems-of-named-files.ts";
import type { LanguageWorkspace } from "../../lib/language/workspace.ts";
import { lint } from "../../lib/lint/lint.ts";
import { lintSubject } from "../../lib/lint/subject.ts";
import { directiveOf } from "../../lib/profiles/profile.ts";
import { schemesOf } from "../../lib/profiles/schemes.ts";
import type { Problem } from "../../lib/text/problem.ts";
import type { Prepared } from "../engine/configuration.ts";
import type { EngineSource } from "../engine/instance.ts";
import { CLUSTER_FOLDER, type ModelFolder, withModelOrOffer } from "../engine/model-cluster.ts";
import { orderAt } from "../engine/plugin-order.ts";
import { prepare } from "../engine/prepare.ts";
import { quiet } from "../engine/quiet-source.ts";
import { createHost } from "../host/host.ts";
import { overlayFiles } from "../host/overlay-files.ts";
import type { Project } from "./projects.ts";
import type { Settings } from "./settings.ts";

/** What is looked at. */
export interface Looked {
  readonly project: Project;
  readonly workspace: LanguageWorkspace;
  /** Open documents by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Files of the project that are open, by the workspace's names: those that no Corefile names are looked at, too. */
  readonly open: readonly string[];
  readonly settings: Settings;
  /** Reads manifests that stand for a cluster, only those that have changed since it was asked last. */
  readonly model: ModelFolder;
}

/** The problems, in the order in which they should be told. Nothing is started, and nothing is logged. */
export async function projectProblems(looked: Looked): Promise<readonly Problem[]> {
  const { workspace, open } = looked;
  const named = problemsOfNamedFiles(workspace);
  const others = open.flatMap((file) => problemsOfFile(workspace, file));
  const files = unique([...named, ...others]);
  return [...(await corefileProblems(looked, files)), ...files];
}

async function corefileProblems(
  { project, workspace, texts, settings, model }: Looked,
  ofFiles: readonly Problem[],
): Promise<readonly Problem[]> {
  // A zone file may have no Corefile at all.
  if (typeof workspace.files.read(workspace.corefile) !== "string") return [];
  const host = createHost({ folder: project.folder });
  const files = overlayFiles(host.files, { texts });
  const modelled = await withModelOrOffer(host.clusters, files, { folder: CLUSTER_FOLDER, reader: model });
  const source: EngineSource = quiet({
    corefile: project.corefile,
    defaultPort: settings.defaultPort,
    release: workspace.release,
    host: { ...host, files, clusters: modelled.clusters },
  });
  const prepared = await prepare(source);
  // The same mistake has its place in the file itself.
  const told = new Set(ofFiles.map(({ message }) => message));
  const own = prepared.problems.filter(({ cause, message }) => cause !== "engine" && !told.has(message));
  const shown = own.map(
    (problem): Problem => (problem.cause === "here" ? { ...problem, severity: "information" } : problem),
  );
  return [...shown, ...modelled.problems, ...(settings.lint ? advice(workspace, source, prepared) : [])];
}

function advice(
  { files, environment, release }: LanguageWorkspace,
  { corefile, defaultPort }: EngineSource,
  { configuration, setups }: Prepared,
): readonly Problem[] {
  const text = files.read(corefile);
  if (typeof text !== "string") return [];
  const subject = lintSubject({
    file: corefile,
    text,
    files,
    environment,
    order: orderAt(release),
    schemes: schemesOf(release),
    directives: setups.map(({ directive }) => directiveOf(release, directive)),
    defaultPort: String(defaultPort),
    configuration,
  });
  return lint(subject);
}

function unique(problems: readonly Problem[]): readonly Problem[] {
  const byKey = new Map<string, Problem>();
  for (const problem of problems) {
    const { code, message, range } = problem;
    const key = `${range.file} ${range.start.line} ${range.start.column} ${code} ${message}`;
    if (!byKey.has(key)) byKey.set(key, problem);
  }
  return [...byKey.values()];
}

/** The problems by the absolute path of their file. */
export function byPath({ folder }: Project, problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  return Map.groupBy(problems, ({ range }) => resolve(folder, range.file));
}
