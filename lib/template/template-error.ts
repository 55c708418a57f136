/** What goes wrong in a template, in Go's words. Thrown inside this room only; its doors give it back as a value. */

/** A template that cannot be read or carried out. `message` is Go's whole line. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

/** A function that refuses its arguments; the caller puts `error calling NAME:` in front. */
export class FunctionError extends Error {
  override readonly name = "FunctionError";
}
