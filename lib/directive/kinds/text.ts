/** Texts that are kept as they are: what they mean is somebody else's to find out. */
import { type Kind, named, taken } from "../kind.ts";

/** Any word. */
export const text: Kind<string> = {
  name: "text",
  placeholder: "TEXT",
  expects: "a text",
  read: (given) => taken(given),
};

/** A file or folder, relative to the server block's root. */
export const path: Kind<string> = named({ ...text, name: "path" }, { placeholder: "FILE", expects: "a file" });

/** A folder, relative to the server block's root. */
export const folder: Kind<string> = named({ ...text, name: "folder" }, { placeholder: "DIR", expects: "a folder" });

/** What must not be shown. */
export const secret: Kind<string> = {
  ...text,
  name: "secret",
  placeholder: "SECRET",
  expects: "a secret",
  secret: true,
};

/** An expression in the language of the view and template plugins, as source. */
export const expression: Kind<string> = named(
  { ...text, name: "expression" },
  { placeholder: "EXPRESSION", expects: "an expression" },
);

/** A template in Go's text/template language, as source. */
export const template: Kind<string> = named(
  { ...text, name: "template" },
  { placeholder: "TEMPLATE", expects: "a template in Go's text/template language" },
);
