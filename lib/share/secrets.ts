/** Secrets in a workspace, found before it is shared, and the workspace without them. */
import type { SharedFile, SharedWorkspace } from "../api/shared-workspace.ts";
import type { Directive } from "../directive/directive.ts";
import { LineIndex } from "../text/line-index.ts";
import { corefileWords } from "./corefile-words.ts";
import { apart, type SecretStretch, secretStretches } from "./secret-shapes.ts";

/** What stands in the place of a secret that is left out. */
const LEFT_OUT = "left-out";

/** A secret and where it is. */
export interface FoundSecret extends SecretStretch {
  readonly path: string;
  /** From 1; undefined for a file that is a secret as a whole. */
  readonly line: number | undefined;
}

type Given = Pick<SharedWorkspace, "corefile" | "files">;

/** Files that are keys by their names, whatever is in them. */
const KEY_FILE = /\.(?:p12|pfx|jks|keystore|private|keytab)$/i;

/** All secrets: words that directives call so, and whatever looks like one in any file. */
export function findSecrets(workspace: Given, directives: readonly Directive<unknown>[]): readonly FoundSecret[] {
  const words = corefileWords(workspace, directives).filter(({ isSecret, text }) => isSecret && !isVariable(text));
  return workspace.files.flatMap((file): readonly FoundSecret[] => {
    if (!("text" in file)) {
      return KEY_FILE.test(file.path) ? [wholeFile(file)] : [];
    }
    const mine = words.filter(({ range }) => range.file === file.path);
    const byKind = mine.map(({ directive, range }) => {
      const what = `a secret of ${directive}`;
      return { what, start: range.start.offset, end: range.end.offset };
    });
    const lines = new LineIndex(file.path, file.text);
    return apart([...byKind, ...secretStretches(file.text)]).map((stretch) => ({
      ...stretch,
      path: file.path,
      line: lines.position(stretch.start).line,
    }));
  });
}

/** The same workspace with other words in the place of its secrets, and without files that are secrets as a whole. */
export function withoutSecrets<Workspace extends Given>(
  workspace: Workspace,
  secrets: readonly FoundSecret[],
): Workspace {
  const files = workspace.files.flatMap((file): SharedFile[] => {
    const mine = secrets.filter(({ path }) => path === file.path);
    if (mine.length === 0) return [file];
    if (!("text" in file)) return [];
    let text = file.text;
    for (const { start, end } of [...mine].reverse()) text = text.slice(0, start) + LEFT_OUT + text.slice(end);
    return [{ path: file.path, text }];
  });
  return { ...workspace, files };
}

/** Only what it stands for is a secret. */
function isVariable(word: string): boolean {
  return /^"?(?:\{\$[^}]*\}|\{%[^%]*%\})"?$/.test(word) || word === LEFT_OUT;
}

function wholeFile({ path }: SharedFile): FoundSecret {
  return { path, what: "a file with keys", line: undefined, start: 0, end: 0 };
}
