/** How dnssec is written in a Corefile. */
import { one, rest } from "../../directive/argument.ts";
import { position, wrongCount } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { named } from "../../directive/kind.ts";
import { path } from "../../directive/kinds/file.ts";
import { count } from "../../directive/kinds/number.ts";
import { text } from "../../directive/kinds/text.ts";
import { zone } from "../../directive/kinds/zone.ts";
import { COMPLAINED, type CustomLine, custom, form, forms } from "../../directive/line.ts";
import { property, setting } from "../../directive/property.ts";
import type { Value } from "../../directive/value.ts";

/** Where keys come from: files, a secret store, or nowhere, as for a word that CoreDNS passes over in silence. */
interface KeySource {
  readonly from: "file" | "aws_secretsmanager" | "nowhere";
  readonly names: readonly Value<string>[];
}

const keyFile = named(path, { placeholder: "KEY", expects: "a key file, with or without .key or .private" });
const secretName = named(text, { placeholder: "SECRET", expects: "the name or ARN of a secret" });
const PROPERTIES: readonly string[] = ["key", "cache_capacity"];

const keySource: CustomLine<KeySource> = custom({
  looks: [
    forms(
      {
        file: form(
          { names: rest(keyFile, { min: 1, placeholder: "KEY", summary: "Key files; relative to root." }) },
          { summary: "Reads keys from files as dnssec-keygen writes them." },
        ),
        aws_secretsmanager: form(
          { names: rest(secretName, { min: 1, placeholder: "SECRET", summary: "Secrets, each with a key." }) },
          { summary: "Reads keys from AWS Secrets Manager." },
        ),
      },
      { reads: "steps", unknown: wrongCount },
    ),
  ],
  read([source, ...words], reader) {
    if (source === undefined) return reader.complain(wrongCount);
    const from = source.text;
    if (from !== "file" && from !== "aws_secretsmanager") {
      // CoreDNS reads what stands behind it as the next property.
      const [next] = words;
      if (next === undefined || PROPERTIES.includes(next.text)) return { from: "nowhere", names: [] };
      return reader.complain(position(`unknown property '${next.text}'`), next);
    }
    if (words.length === 0) return reader.complain(wrongCount, source);
    const names: Value<string>[] = [];
    for (const word of words) {
      const name = reader.take(one(from === "file" ? keyFile : secretName), word);
      if (name === COMPLAINED) return COMPLAINED;
      names.push(name);
    }
    return { from, names };
  },
});

export const directive = defineDirective({
  name: "dnssec",
  since: "001",
  inChain: true,
  repeat: "once",
  summary: "Signs replies on their way out, and denies names with NSEC records made for the question.",
  args: {
    zones: rest(zone, { summary: "The zones to sign; the server block's by default." }),
  },
  properties: {
    key: property({
      summary: "Keys to sign with: one for all, or key-signing and zone-signing keys.",
      repeat: "each",
      args: keySource,
    }),
    cache_capacity: setting("How many signatures are kept; 10000 by default.", one(count, { placeholder: "CAPACITY" })),
  },
});

/** One use of dnssec. */
export type DnssecConfig = ConfigOf<typeof directive>;
