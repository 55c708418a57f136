/** How much of the configuration that was asked its tests came to. */
import { relative, sep } from "node:path";
import { coverableOf } from "../../lib/coverage/coverable.ts";
import { type Coverage, coverageOf } from "../../lib/coverage/coverage.ts";
import type { LineUse } from "../../lib/coverage/covered.ts";
import { LanguageService } from "../../lib/language/service.ts";
import { type LanguageWorkspace, listedPath } from "../../lib/language/workspace.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { corefileFiles } from "../../server/engine/corefile-files.ts";
import { createHost } from "../../server/host/host.ts";
import { overlayFiles } from "../../server/host/overlay-files.ts";
import { filesBelow } from "../../server/language-server/folder-files.ts";
import type { AskedConfiguration } from "../query/configuration.ts";

/** The lines that tests came to, and what the Corefile is read with. */
interface Used {
  readonly environment: LanguageWorkspace["environment"];
  /** The port of server blocks that name none. */
  readonly defaultPort: number;
  readonly lines: readonly LineUse[];
}

/** Holds them against what is in this folder, or in the texts that a manifest has. */
export function coverageAround({ corefile, drafts, overlay }: AskedConfiguration, used: Used): Coverage {
  const { files } = createHost();
  const texts = new Map(Object.entries(drafts).map(([path, text]) => [files.absolute(path), text]));
  const workspace: LanguageWorkspace = {
    service: new LanguageService(),
    corefile,
    files: corefileFiles(overlayFiles(files, overlay ?? { texts })),
    paths: overlay === undefined ? pathsHere() : [...overlay.texts.keys()],
    environment: used.environment,
    directives,
    defaultPort: String(used.defaultPort),
  };
  return coverageOf(coverableOf(workspace), used.lines, (path) => listedPath(workspace, path));
}

function pathsHere(): readonly string[] {
  const here = process.cwd();
  return filesBelow(here).map((path) => relative(here, path).replaceAll(sep, "/"));
}
