/** What lint has to say about a configuration that was read. */
import type { Problem } from "../../lib/corefile/problem.ts";
import { lint } from "../../lib/lint/lint.ts";
import { lintSubject } from "../../lib/lint/subject.ts";
import { corefileFiles } from "../../server/engine/corefile-files.ts";
import { ORDER } from "../../server/engine/plugin-order.ts";
import type { LazilyPrepared } from "../../server/engine/prepare-lazily.ts";

/** The findings of all rules, in the order of the text. */
export function advise(text: string, { source, configuration, setups }: LazilyPrepared): readonly Problem[] {
  const { corefile, defaultPort, host } = source;
  return lint(
    lintSubject({
      file: corefile,
      text,
      files: corefileFiles(host.files),
      environment: host.identity.environment,
      order: ORDER,
      directives: setups.map(({ directive }) => directive),
      defaultPort: String(defaultPort),
      configuration,
    }),
  );
}
