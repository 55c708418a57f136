/** Which folder a request to open one means. */
import { resolve } from "node:path";
import type { OpenRequest } from "../../lib/api/open-workspace.ts";
import type { Workspace } from "../../lib/api/workspace.ts";
import { WorkspaceFolder } from "./folder.ts";
import { exampleFolder, sampleFolder } from "./home.ts";
import { Refusal } from "./refusal.ts";
import { copyFolder, ownCopy, sharedFolder } from "./shared-folders.ts";

interface FolderForOptions {
  /** Where the sample and copies are. */
  readonly home: string;
  /** The folder that the studio was started on. */
  readonly startedOn: string | undefined;
  /** The variables of this process that a Corefile may see; those of others see none. */
  readonly environment: Workspace["environment"] | undefined;
  /** What is open now, for a copy of it. */
  readonly open: WorkspaceFolder | undefined;
}

/** The folder, made where it is not there. Throws a `Refusal` for what is not to be had. */
export function folderFor(
  request: Exclude<OpenRequest, { kind: "corefile" }>,
  { home, startedOn, environment = {}, open }: FolderForOptions,
): WorkspaceFolder {
  const usual = { environment, hasHome: startedOn !== undefined };
  switch (request.kind) {
    case "example": {
      const { name } = request;
      return new WorkspaceFolder(exampleFolder(name, home), { origin: "example", name, ...usual });
    }
    case "shared": {
      const { name, corefile } = request.workspace;
      const options = { origin: "shared", name, corefile, isReadOnly: true, hasHome: usual.hasHome } as const;
      return new WorkspaceFolder(sharedFolder(request.workspace, home), options);
    }
    case "own-copy": {
      if (open?.isReadOnly !== true) throw new Refusal(409, "this workspace is your own already", "Save your files.");
      const { name, corefile } = open.describe();
      return new WorkspaceFolder(ownCopy(open.root, name, home), { origin: "copy", corefile, ...usual });
    }
    case "copy":
      return new WorkspaceFolder(copyFolder(request.name, home), { origin: "copy", ...usual });
    default:
      if (request.kind === "home" && startedOn !== undefined)
        return new WorkspaceFolder(resolve(startedOn), { origin: "folder", ...usual });
      return new WorkspaceFolder(sampleFolder(home), { origin: "sample", name: "sample", ...usual });
  }
}
