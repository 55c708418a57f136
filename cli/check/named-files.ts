/** The files that a Corefile names and that are there, judged as the studio's editor judges them. */
import type { Configuration } from "../../lib/corefile/configuration.ts";
import type { Directive } from "../../lib/directive/directive.ts";
import { fileWords } from "../../lib/language/files/file-words.ts";
import { problemsOfNamedFiles } from "../../lib/language/problems/problems-of-named-files.ts";
import { LanguageService } from "../../lib/language/service.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { corefileFiles } from "../../server/engine/corefile-files.ts";
import type { EngineSource } from "../../server/engine/instance.ts";
import { filesBelow } from "../../server/language-server/folder-files.ts";

/** A configuration that was read, and what it was read from. */
export interface ReadConfiguration {
  readonly source: EngineSource;
  readonly configuration: Configuration;
  readonly directives: readonly Directive<unknown>[];
  /** All files there are, where that is known; on a disk only those below folders of master files are listed. */
  readonly paths: readonly string[] | undefined;
  readonly lint: boolean;
}

/** What CoreDNS refuses, or leaves out with a warning; the rest is advice. */
const REFUSALS: ReadonlySet<string> = new Set(["zone-file.record", "zone-file.zone"]);

/** Problems of zone files, of those that they include, and of hosts files. */
export function problemsOfNamed(read: ReadConfiguration): readonly Problem[] {
  const { source, directives, paths, lint } = read;
  const { host, corefile, defaultPort } = source;
  const problems = problemsOfNamedFiles({
    service: new LanguageService(),
    corefile,
    files: corefileFiles(host.files),
    paths: paths ?? filesOfFolders(read),
    environment: host.identity.environment,
    directives,
    defaultPort: String(defaultPort),
  });
  return lint ? problems : refusalsOf(problems);
}

/** Those of them that are no advice. */
export function refusalsOf(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(({ code }) => REFUSALS.has(code));
}

/** The files below the folders of master files. */
function filesOfFolders({ source, configuration, directives }: ReadConfiguration): readonly string[] {
  const words = configuration.blocks.flatMap((block) => fileWords(block, directives));
  const folders = words.filter(({ content }) => content.kind === "zone-folder");
  return [...new Set(folders.map(({ path }) => source.host.files.absolute(path)))].flatMap(filesBelow);
}

/**
 * All problems, those of files at the place where CoreDNS comes upon them: its own words about a file that it cannot take
 * are told in the file, at the line, and not once more at the Corefile's.
 */
export function withProblemsOfFiles(own: readonly Problem[], ofFiles: readonly Problem[]): readonly Problem[] {
  const waiting = new Set(ofFiles);
  const placed = own.flatMap((problem) => {
    const same = ofFiles.filter(({ message }) => message === problem.message);
    for (const one of same) waiting.delete(one);
    return same.length === 0 ? [problem] : same;
  });
  return [...placed, ...waiting];
}
