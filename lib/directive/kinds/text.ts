/** Texts that are kept as they are: what they mean is somebody else's to find out. */
import { type Kind, named, taken } from "../kind.ts";

/** Any word. */
export const text: Kind<string> = {
  name: "text",
  placeholder: "TEXT",
  expects: "a text",
  read: (given) => taken(given),
};

/** The name of a namespace of a cluster. */
export const namespace: Kind<string> = {
  ...text,
  name: "namespace",
  placeholder: "NAMESPACE",
  expects: "the name of a namespace",
};

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
  { ...text, name: "expression", look: "template" },
  { placeholder: "EXPRESSION", expects: "an expression" },
);

/** A template in Go's text/template language, as source. */
export const template: Kind<string> = named(
  { ...text, name: "template", look: "template" },
  { placeholder: "TEMPLATE", expects: "a template in Go's text/template language" },
);
