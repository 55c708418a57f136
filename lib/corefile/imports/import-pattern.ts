/** Which files the pattern of an `import` names. */
import { MALFORMED } from "../../go/file-pattern.ts";
import { folderOf, joinPath } from "../../go/path.ts";
import type { CorefileFiles } from "./files.ts";
import { glob } from "./glob.ts";

/** Paths, folders among them; or why there are none. */
export type MatchedFiles =
  | { readonly kind: "paths"; readonly paths: readonly string[]; readonly pattern: string }
  | { readonly kind: "too-many-wildcards"; readonly pattern: string }
  | { readonly kind: "malformed" };

/** Finds what a pattern stands for; a relative one starts from the folder of the file that imports. */
export function matchedFiles(argument: string, importer: string, files: CorefileFiles): MatchedFiles {
  const pattern = argument.startsWith("/") ? argument : joinPath(folderOf(files.absolute(importer)), argument);
  if (hasTooManyWildcards(pattern)) return { kind: "too-many-wildcards", pattern };
  const paths = glob(pattern, files);
  return paths === MALFORMED ? { kind: "malformed" } : { kind: "paths", paths, pattern };
}

/** What CoreDNS refuses: it would look through too many folders. */
function hasTooManyWildcards(pattern: string): boolean {
  const isTwice = (wildcard: string): boolean => pattern.indexOf(wildcard) !== pattern.lastIndexOf(wildcard);
  return isTwice("*") || isTwice("?") || (pattern.includes("[") && pattern.includes("]"));
}
