/** Formats what `fmt` knows, by kind; the rest is left alone, with a sentence that says why. */
import { formatCorefile } from "../../lib/corefile/format.ts";
import { parseCorefile } from "../../lib/corefile/parse.ts";
import { ROOT } from "../../lib/dns/name/name.ts";
import { formatHosts } from "../../lib/language/hosts-file/format.ts";
import { tryFormatZone } from "../../lib/language/zone-file/format.ts";
import { contextOfFile } from "../../lib/language/zone-file/roots.ts";
import { type KnownFile, knowFile, type NamedText } from "../file-kind.ts";

/** The text in its usual form, or why it is left alone. */
export type Formatted = string | { readonly reason: string };

/** Formats a file that somebody names. */
export async function formatKnown(file: NamedText): Promise<Formatted> {
  if (file.text.trim() === "") return file.text;
  const { name, text } = file;
  const known = await knowFile(file);
  switch (known.kind) {
    case "corefile":
      return formatAsCorefile(file);
    case "zone-file":
      return formatAsZone(file, known);
    case "hosts-file":
      return formatHosts(text);
    case "manifest":
      return leftAlone(name, "this is YAML or JSON; fmt formats Corefiles, zone files and hosts files");
    case "other":
      return leftAlone(name, "the Corefile uses it as something other than a Corefile, zone file or hosts file");
    case "unknown":
      return leftAlone(name, "it does not look like a Corefile, zone file or hosts file");
  }
}

function leftAlone(name: string, why: string): Formatted {
  return { reason: `${name}: ${why}. It is unchanged.` };
}

/** Without balanced braces the depth of a line is a guess. */
function formatAsCorefile({ text, name }: NamedText): Formatted {
  const tree = parseCorefile(text, name);
  const [error] = tree.errors;
  return error === undefined ? formatCorefile(tree) : { reason: error.message };
}

/** The first mistake may hide what the lines behind it mean. */
function formatAsZone({ name, text }: NamedText, { around }: KnownFile): Formatted {
  const origin = contextOfFile(around.workspace, around.file, text).origin ?? ROOT;
  const formatted = tryFormatZone({ file: name, text, origin });
  return typeof formatted === "string" ? formatted : { reason: `${formatted.mistake}. It is unchanged.` };
}
