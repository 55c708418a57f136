/** The language service: all that it remembers from one question to the next. */
import type { DirectiveNode } from "../corefile/tree.ts";
import type { Directive } from "../directive/directive.ts";
import type { Completion } from "./completions.ts";
import type { NamedObject } from "./corefile/cluster.ts";
import type { KnownMeanings } from "./corefile/meanings.ts";
import type { KeptTree } from "./corefile/parsed.ts";
import type { Reach } from "./corefile/reach.ts";
import type { FileUses, RecalledUses } from "./files/file-uses.ts";
import type { RememberedProblems } from "./problems/problems-of-named-files.ts";
import { Recent } from "./recent.ts";
import type { LanguageWorkspace } from "./workspace.ts";
import { type ParsedEntry, parseEntries } from "./zone-file/parse.ts";

/** So many characters of text are kept with their trees, and so many with the entries of a zone file. */
const MAX_TREES = 8_000_000;
const MAX_ENTRIES = 4_000_000;
const MAX_MANIFESTS = 4_000_000;
const MAX_USES = 16;
const MAX_PROBLEMS = 500;

/**
 * Whoever asks has one of its own and names it in each workspace: an editor, a connection of the language server, a
 * command. It may be asked about several workspaces, one after the other or by turns; nothing outlives it.
 */
export class LanguageService {
  /** Trees of Corefiles, by how they are read and their file. */
  readonly trees = new Recent<KeptTree>(MAX_TREES, ({ parsed }) => parsed.text.length);
  /** The files that a Corefile names, by its absolute path. */
  readonly uses = new Recent<RecalledUses>(MAX_USES);
  /** What is wrong with zone files, by the workspace's names for them. */
  readonly problems = new Recent<RememberedProblems>(MAX_PROBLEMS);

  /** The objects of manifests, by their text. */
  readonly manifests = new Recent<readonly NamedObject[]>(MAX_MANIFESTS, (_, text) => text.length);

  /** What each workspace came to, as long as there is the workspace. */
  readonly usesOf = new WeakMap<LanguageWorkspace, FileUses>();
  readonly reachesOf = new WeakMap<LanguageWorkspace, Map<string, Reach>>();
  readonly listedIn = new WeakMap<LanguageWorkspace, ReadonlyMap<string, string>>();
  readonly zonesOf = new WeakMap<Reach, readonly string[]>();
  readonly meaningsOf = new WeakMap<DirectiveNode, KnownMeanings>();

  readonly directivesIn = new WeakMap<readonly Directive<unknown>[], ReadonlyMap<string, Directive<unknown>>>();
  readonly completionOf = new WeakMap<Directive<unknown>, Completion>();

  readonly #entries = new Recent<readonly ParsedEntry[]>(MAX_ENTRIES, (_, text) => text.length);

  /** All entries of a zone file. The same text is taken apart once: several questions are asked about each. */
  readonly entries = (text: string): readonly ParsedEntry[] => {
    const known = this.#entries.get(text);
    if (known !== undefined) return known;
    const entries = parseEntries(text);
    this.#entries.set(text, entries);
    return entries;
  };
}
