/** Whose lines these are: a server block's, so that they are directives, or a directive's, so that they are properties. */
import type { DirectiveNode, TopLevelNode } from "../../corefile/tree.ts";
import type { Directive } from "../../directive/directive.ts";
import { directiveNamed, type LanguageWorkspace } from "../workspace.ts";
import { type Around, aroundSnippet, type Reach, type ReachedFile } from "./reach.ts";
import type { Spot } from "./spot.ts";

/** Whose lines the lines of a block are. */
export type Owner =
  | { readonly kind: "server block" }
  | {
      readonly kind: "directive";
      readonly directive: Directive<unknown>;
      /** Where it stands; undefined when the lines are imported into it from elsewhere. */
      readonly node: DirectiveNode | undefined;
    }
  /** Lines of which nothing is known: those of an unknown directive, or of a property. */
  | { readonly kind: "unknown" };

const SERVER_BLOCK: Owner = { kind: "server block" };
const UNKNOWN: Owner = { kind: "unknown" };

/** What is known about a file's surroundings. */
export interface Surroundings {
  readonly workspace: LanguageWorkspace;
  readonly reach: Reach;
  readonly reached: ReachedFile;
}

/** Whose lines those of a block at the top of a file are. */
export function ownerOfItem({ workspace, reach, reached }: Surroundings, item: TopLevelNode | undefined): Owner {
  if (item?.kind === "snippet") return ownerAround(workspace, aroundSnippet(reach, item.name));
  return ownerAround(workspace, reached.around);
}

function ownerAround(workspace: LanguageWorkspace, around: Around): Owner {
  if (around.kind !== "directive") return SERVER_BLOCK;
  const directive = directiveNamed(workspace, around.name);
  return directive === undefined ? UNKNOWN : { kind: "directive", directive, node: undefined };
}

/** Whose lines those in the braces of a line are. */
export function ownerInBlock(workspace: LanguageWorkspace, owner: Owner, node: DirectiveNode): Owner {
  if (owner.kind !== "server block") return UNKNOWN;
  const directive = directiveNamed(workspace, node.name.text);
  return directive === undefined ? UNKNOWN : { kind: "directive", directive, node };
}

/** Whose line the line at a place is. */
export function ownerAt(surroundings: Surroundings, { item, blocks }: Pick<Spot, "item" | "blocks">): Owner {
  let owner = ownerOfItem(surroundings, item);
  for (const node of blocks) owner = ownerInBlock(surroundings.workspace, owner, node);
  return owner;
}
