/** The words of a workspace's Corefile with what the directives say of them: which are secrets, which name servers. */

import type { SharedWorkspace } from "../api/shared-workspace.ts";
import { filesInMemory } from "../corefile/imports/files-in-memory.ts";
import type { Directive } from "../directive/directive.ts";
import { lineMeanings } from "../language/corefile/meanings.ts";
import { reachOf } from "../language/corefile/reach.ts";
import { linesOf } from "../language/corefile/walk-lines.ts";
import { LanguageService } from "../language/service.ts";
import type { Range } from "../text/position.ts";

/** A word of a line. */
export interface CorefileWord {
  readonly text: string;
  readonly range: Range;
  /** The directive that it is of. */
  readonly directive: string;
  /** The kind of argument: `path`, `endpoint`, ... */
  readonly kind: string;
  readonly isSecret: boolean;
}

/** All words that directives have a place for, in the Corefile and in what it imports; variables are left as they are. */
export function corefileWords(
  { corefile, files }: Pick<SharedWorkspace, "corefile" | "files">,
  directives: readonly Directive<unknown>[],
): readonly CorefileWord[] {
  const texts = Object.fromEntries(files.flatMap((file) => ("text" in file ? [[file.path, file.text]] : [])));
  const workspace = {
    service: new LanguageService(),
    corefile,
    files: filesInMemory(texts),
    paths: Object.keys(texts),
    environment: {},
    directives,
  };
  const reach = reachOf(workspace, corefile);
  const found: CorefileWord[] = [];
  for (const reached of reach.files.values()) {
    for (const { line, owner } of linesOf({ workspace, reach, reached })) {
      if (line.kind === "import") continue;
      const tokens = [line.name, ...line.args];
      lineMeanings(workspace, owner, line).forEach((meaning, index) => {
        const token = tokens[index];
        if (meaning.kind !== "argument" || token === undefined) return;
        const { directive, place } = meaning;
        const { kind, secret: isSecret } = place;
        found.push({ text: token.text, range: token.range, directive: directive.name, kind, isSecret });
      });
    }
  }
  return found;
}

/** Kinds of words that name somebody on the network. */
const SERVERS: ReadonlySet<string> = new Set(["endpoint", "host-port", "url"]);

/** The servers that a Corefile names, each once with the directive that does. */
export function serversNamed(words: readonly CorefileWord[]): readonly CorefileWord[] {
  const found = words.filter(({ kind }) => SERVERS.has(kind));
  return [...new Map(found.map((word) => [`${word.directive} ${word.text}`, word])).values()];
}
