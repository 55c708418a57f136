/** Properties that may be written in a directive's block. */
import { propertyHover, propertySyntax } from "../../directive/describe.ts";
import { formOf, freeProperties, placesAfter } from "../../directive/places.ts";
import type { Completion } from "../completions.ts";
import type { Asked } from "../corefile/asked.ts";
import { leadInBraces } from "../corefile/meanings.ts";
import type { Owner } from "../corefile/owner.ts";
import { importWord } from "./directives.ts";
import { needsWord } from "./needs-word.ts";
import { completePlaces } from "./values.ts";

type DirectiveOwner = Extract<Owner, { kind: "directive" }>;

/** Properties that are not there yet, or may be there several times; at the end `import`. */
export function completeProperties(asked: Asked, owner: DirectiveOwner): readonly Completion[] {
  const { directive } = owner;
  const { spot } = asked;
  const lead = leadInBraces(owner);
  if (lead !== undefined) {
    const words = [...lead, ...wordsBefore(asked)];
    return completePlaces(asked, placesAfter(directive.line, words));
  }
  const used = spot.siblings
    .filter((line) => line !== spot.line)
    .map(({ name }) => (directive.anyCase ? name.text.toLowerCase() : name.text));
  const allowed = propertiesOfForm(owner);
  const properties = Object.entries(freeProperties(directive, used))
    .filter(([name]) => allowed === undefined || allowed.includes(name))
    .map(([name, property]): Completion => {
      const continues = needsWord(property.line);
      return {
        label: name,
        kind: "property",
        detail: propertySyntax(name, property)[0] ?? name,
        documentation: propertyHover(name, property),
        insert: continues ? `${name} ` : name,
        continues,
      };
    });
  return [...properties, importWord()];
}

/** In the braces of a line the words of earlier lines belong to it, too. */
function wordsBefore({ spot }: Asked): readonly string[] {
  return spot.siblings
    .filter(({ first }) => first.end < spot.offset)
    .flatMap((line) => (line === spot.line ? [] : [line.name.text, ...line.args.map(({ text }) => text)]));
}

/** The properties that the chosen form of a line allows; undefined when it allows all. */
function propertiesOfForm({ directive, node }: DirectiveOwner): readonly string[] | undefined {
  const first = node?.args[0]?.text;
  const { line } = directive;
  return line.shape === "forms" && first !== undefined ? formOf(line, first)?.properties : undefined;
}
