/** From directive to handler. */

import { normalizeName } from "../../directive/kinds/zone.ts";
import { COMBINED_FORMAT, COMMON_FORMAT } from "../../dns/text/query-line.ts";
import { readFormat } from "../../plugin-kit/query-format.ts";
import type { ResponseClass } from "../../plugin-kit/response-type.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { directive, type LogConfig } from "./directive.ts";
import { createLog, type LogRule } from "./handler.ts";

export const setup = defineSetup(directive, (uses, { host }) =>
  createLog(uses.flatMap(rulesOf), { clock: host.clock, log: host.log }),
);

function rulesOf({ at, args, properties }: LogConfig): LogRule[] {
  const text = (args.format?.value ?? COMMON_FORMAT)
    .replaceAll("{common}", COMMON_FORMAT)
    .replaceAll("{combined}", COMBINED_FORMAT);
  const format = readFormat(text);
  const names = args.names.length === 0 ? ["."] : args.names.map(({ value }) => value);
  const classes = classesOf(properties.class?.args.classes.map(({ value }) => value) ?? []);
  return names.map((name) => ({ zone: normalizeName(name), classes, format, at }));
}

function classesOf(words: readonly (ResponseClass | "all")[]): ReadonlySet<ResponseClass> | undefined {
  if (words.length === 0 || words.includes("all")) return undefined;
  return new Set(words.filter((word) => word !== "all"));
}
