/** What the language service knows of the world: the files of a workspace, its environment, and the directives there are. */
import type { Environment } from "../corefile/environment.ts";
import type { CorefileFiles } from "../corefile/files.ts";
import type { Directive } from "../directive/directive.ts";

/** A workspace at one moment. Everything in it is read when a question is asked, nothing is kept but parsed texts. */
export interface LanguageWorkspace {
  /** The Corefile that CoreDNS would start with, by its path in `paths`. */
  readonly corefile: string;
  /** The files: texts that are not saved yet go before those on disk. Relative paths start at CoreDNS's working folder. */
  readonly files: CorefileFiles;
  /** All files that may be offered or opened, each by the path under which it is read and named in ranges. */
  readonly paths: readonly string[];
  /** Variables that the Corefile may use. */
  readonly environment: Environment;
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
export function listedPath({ files, paths, corefile }: LanguageWorkspace, path: string): string {
  if (path === corefile || paths.includes(path)) return path;
  const absolute = files.absolute(path);
  return [corefile, ...paths].find((listed) => files.absolute(listed) === absolute) ?? absolute;
}
