/** YAML as Go's library reads it: version 1.1, of several documents the first, and its words for what is none. */
import { parseAllDocuments, type YAMLError } from "yaml";

/** A value without YAML's own types: text, number, truth, list, record or null; or Go's error. */
export type YamlReading =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string };

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what Go's library refuses.
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/** Reads the first document of a text. */
export function readYaml(text: string): YamlReading {
  if (CONTROL.test(text)) return { ok: false, error: "yaml: control characters are not allowed" };
  const documents = parseAllDocuments(text, { version: "1.1", uniqueKeys: false, prettyErrors: false, merge: true });
  const [document] = Array.isArray(documents) ? documents : [];
  if (document === undefined) return { ok: true, value: null };
  const [error] = document.errors;
  if (error !== undefined) return { ok: false, error: goError(document.errors, error, text) };
  try {
    const value: unknown = document.toJS({ maxAliasCount: 1000 });
    return { ok: true, value };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const alias = /^Unresolved alias .*: (.*)$/.exec(message)?.[1];
    return { ok: false, error: `yaml: ${alias === undefined ? message : `unknown anchor '${alias}' referenced`}` };
  }
}

/** What Go's library says, and at which octet; its scanner stands there, its parser counts lines from 0. */
interface GoWords {
  readonly text: string;
  readonly by: "scanner" | "parser";
  readonly at: number;
}

function goError(errors: readonly YAMLError[], first: YAMLError, text: string): string {
  const words = goWords(errors, first, text);
  const line = text.slice(0, words.at).split("\n").length - 1;
  const shown = line === 0 ? "" : `line ${words.by === "parser" ? line : line + 1}: `;
  return `yaml: ${shown}${words.text}`;
}

function goWords(errors: readonly YAMLError[], { code, message, pos }: YAMLError, text: string): GoWords {
  const [start] = pos;
  const end = text.length;
  switch (code) {
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY": {
      const key = errors.find((error) => error.code === "MULTILINE_IMPLICIT_KEY");
      return { text: "mapping values are not allowed in this context", by: "scanner", at: key?.pos[1] ?? start };
    }
    case "TAB_AS_INDENT":
    case "BAD_SCALAR_START":
      return { text: "found character that cannot start any token", by: "scanner", at: start };
    case "UNEXPECTED_TOKEN":
      return { text: "did not find expected node content", by: "parser", at: start };
    case "BAD_INDENT": {
      const close = /end with a ([\]}])$/.exec(message)?.[1];
      if (close !== undefined) return { text: `did not find expected ',' or '${close}'`, by: "parser", at: end };
      return { text: "did not find expected key", by: "parser", at: start };
    }
    case "MISSING_CHAR":
      if (/quote$/.test(message)) return { text: "found unexpected end of stream", by: "scanner", at: end };
      return { text: "could not find expected ':'", by: "scanner", at: text.indexOf("\n", start) + 1 };
    default:
      return { text: message, by: "scanner", at: start };
  }
}
