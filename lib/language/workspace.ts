/** What the language service knows of the world: the files of a workspace, its environment, and the directives there are. */
import type { Environment } from "../corefile/imports/environment.ts";
import type { CorefileFiles } from "../corefile/imports/files.ts";
import type { Directive } from "../directive/directive.ts";
import type { LanguageService } from "./service.ts";

/**
 * A workspace at one moment: whoever asks makes another one when a text, the list of files or the environment changed,
 * since what a Corefile reaches is kept for as long as its workspace. What has not changed outlives it in the service.
 */
export interface LanguageWorkspace {
  /** What is remembered, and whose it is. */
  readonly service: LanguageService;
  /** The Corefile that CoreDNS would start with, by its path in `paths`. */
  readonly corefile: string;
  /** The files: texts that are not saved yet go before those on disk. Relative paths start at CoreDNS's working folder. */
  readonly files: CorefileFiles;
  /** All files that may be offered or opened, each by the path under which it is read and named in ranges. */
  readonly paths: readonly string[];
  /** Variables that the Corefile may use. */
  readonly environment: Environment;
  /** The release of CoreDNS that the workspace is for; the newest without it. */
  readonly release?: string | undefined;
  /** All directives of this CoreDNS in the order in which they run (plugin.cfg). */
  readonly directives: readonly Directive<unknown>[];
  /** The port of plain DNS (the flag -dns.port); 53 without it. */
  readonly defaultPort?: string;
}

/** A place in a file: between two characters, counted in UTF-16 units from 0. */
export interface TextPlace {
  /** A path as in `paths`. */
  readonly file: string;
  readonly offset: number;
}

/** The path by which the workspace names a file, given any path of it; the absolute one for files that are not listed. */
export function listedPath(workspace: LanguageWorkspace, path: string): string {
  const { files, paths, corefile, service } = workspace;
  let byAbsolute = service.listedIn.get(workspace);
  if (byAbsolute === undefined) {
    byAbsolute = new Map([...paths, corefile].map((given) => [files.absolute(given), given]));
    service.listedIn.set(workspace, byAbsolute);
  }
  const absolute = files.absolute(path);
  return byAbsolute.get(absolute) ?? absolute;
}

/** The directive of that name. */
export function directiveNamed(
  { directives, service }: Pick<LanguageWorkspace, "directives" | "service">,
  name: string,
): Directive<unknown> | undefined {
  let byName = service.directivesIn.get(directives);
  if (byName === undefined) {
    byName = new Map(directives.map((directive) => [directive.name, directive]));
    service.directivesIn.set(directives, byName);
  }
  return byName.get(name);
}
