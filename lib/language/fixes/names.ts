/** Names of directives and properties that nobody knows: those that are spelled much like them. */
import type { Fix } from "../../corefile/edit.ts";
import type { Asked } from "../asked.ts";
import { nearestWords } from "../nearest.ts";
import { replaceWord } from "./replace-word.ts";

/** Other names for the line at the place. */
export function nameFixes({ workspace, owner, spot }: Asked): readonly Fix[] {
  const { token } = spot;
  if (token === undefined || spot.kind !== "name") return [];
  const names =
    owner.kind === "directive"
      ? Object.keys(owner.directive.properties)
      : [...workspace.directives.map(({ name }) => name), "import"];
  return nearestWords(token.text, names).map((name) => replaceWord(token, name));
}
