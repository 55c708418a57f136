/** What lint has to say about a configuration, with this machine's files and environment around it. */
import type { Configuration } from "../../lib/corefile/configuration.ts";
import type { Directive } from "../../lib/directive/directive.ts";
import { lint } from "../../lib/lint/lint.ts";
import { lintSubject } from "../../lib/lint/subject.ts";
import { directiveOf } from "../../lib/profiles/profile.ts";
import { schemesOf } from "../../lib/profiles/schemes.ts";
import type { Problem } from "../../lib/text/problem.ts";
import { corefileFiles } from "./corefile-files.ts";
import type { EngineSource } from "./instance.ts";
import { orderAt } from "./plugin-order.ts";

/** A Corefile to speak about. */
export interface AdviseOptions {
  readonly text: string;
  readonly source: EngineSource;
  /** The directives that are described. */
  readonly directives: readonly Directive<unknown>[];
  /** What CoreDNS reads from the text, where that is known already. */
  readonly configuration?: Configuration;
  /** What to do about a variable without a value, when it is not to set it in this shell. */
  helpForUnset?(name: string): string;
}

/** The findings of all rules, in the order of the text. */
export function advise({ text, source, directives, ...more }: AdviseOptions): readonly Problem[] {
  const { corefile, defaultPort, host, release } = source;
  return lint(
    lintSubject({
      file: corefile,
      text,
      files: corefileFiles(host.files),
      environment: host.identity.environment,
      order: orderAt(release),
      schemes: schemesOf(release),
      directives: directives.map((directive) => directiveOf(release, directive)),
      defaultPort: String(defaultPort),
      ...more,
    }),
  );
}
