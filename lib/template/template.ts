/**
 * Templates in Go's template language (Go, text/template): read once, carried out many times, in bounded time and
 * space, with no way out to anything but the value given. Complex numbers are left out.
 */

import { textOfOctets } from "../go/utf8.ts";
import { utf8Octets } from "../text/octets.ts";
import { BUILTINS } from "./builtins.ts";
import { execute } from "./execution.ts";
import type { FunctionMap } from "./function.ts";
import { writeItems } from "./node.ts";
import { parse, type TemplateSet } from "./parser.ts";
import { TemplateError } from "./template-error.ts";
import type { Value } from "./value.ts";

/** What went wrong, in Go's words: `template: answer:1: function "shout" not defined`. */
export interface TemplateFailure {
  readonly error: string;
}

/** What a template wrote, as octets. */
interface TemplateOutput {
  readonly octets: string;
}

/** A template that was read. */
export interface Template {
  /** Its text as Go writes the tree: what CoreDNS's metrics have as the label `template`. */
  readonly text: string;
  execute(data: Value): TemplateOutput | TemplateFailure;
}

/** Reads a template. `functions` come on top of Go's own. */
export function readTemplate(
  name: string,
  text: string,
  functions: FunctionMap = new Map(),
): Template | TemplateFailure {
  const octets = utf8Octets(text);
  const known: FunctionMap = new Map([...BUILTINS, ...functions]);
  const set = caught(() => parse(octets, { name, functions: known }));
  if ("error" in set) return set;
  return {
    text: textOfOctets(writeItems(set.value.get(name) ?? [])),
    execute: (data) => run({ name, octets, set: set.value }, data),
  };
}

interface Source {
  readonly name: string;
  readonly octets: string;
  readonly set: TemplateSet;
}

function run({ name, octets, set }: Source, data: Value): TemplateOutput | TemplateFailure {
  const locate = (position: number): string => `${name}:${placeOf(octets, position)}`;
  const output = caught(() => execute(name, data, { set, locate }));
  return "error" in output ? output : { octets: output.value };
}

function caught<T>(task: () => T): { readonly value: T } | TemplateFailure {
  try {
    return { value: task() };
  } catch (error) {
    if (error instanceof TemplateError) return { error: textOfOctets(error.message) };
    throw error;
  }
}

/** `LINE:COLUMN`; columns count octets, from 0 on the first line and after the line break on others, as Go has it. */
function placeOf(octets: string, position: number): string {
  const before = octets.slice(0, position);
  const line = before.split("\n").length;
  return `${line}:${position - (before.lastIndexOf("\n") + 1)}`;
}
