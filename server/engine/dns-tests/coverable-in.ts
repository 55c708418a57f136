/** What of a configuration questions can come to, with the files that the engine would read. */
import { type Coverable, coverableOf } from "../../../lib/coverage/coverable.ts";
import { LanguageService } from "../../../lib/language/service.ts";
import { directives } from "../../../lib/plugins/directives.gen.ts";
import { corefileFiles } from "../corefile-files.ts";
import type { EngineSource } from "../instance.ts";

/** `paths` are the files of the folder; what lies outside of it is not for its tests. */
export function coverableIn(
  { corefile, host, defaultPort }: EngineSource,
  paths: readonly string[],
): readonly Coverable[] {
  return coverableOf({
    service: new LanguageService(),
    corefile,
    files: corefileFiles(host.files),
    paths,
    environment: host.identity.environment,
    directives,
    defaultPort: String(defaultPort),
  });
}
