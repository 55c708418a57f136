/** What dialogs ask of clusters. Nothing of it is state: it is shown as long as its dialog is open. Each throws `ApiError`. */
import type { EffectiveLine } from "../kubernetes/effective-corefile.ts";
import type { ImportPlan } from "../kubernetes/import-plan.ts";
import type { StudioApi } from "./api-client.ts";
import { draftsOf, workspacePath } from "./files/workspace-slice.ts";
import type { SliceContext } from "./slice.ts";

type Asked = Pick<
  StudioApi,
  "kubeContexts" | "importCluster" | "previewChange" | "applyChange" | "rollBackChange" | "reloadState"
>;

/** An error, and the line that it comes from, if it is one of the Corefile's. */
export interface Refused {
  readonly message: string;
  readonly line: EffectiveLine | undefined;
}

export interface KubernetesActions {
  readonly kubernetes: Asked & {
    /** The folder's Corefile with its unsaved text, as ConfigMaps and manifests. */
    exportManifests: () => ReturnType<StudioApi["exportManifests"]>;
    /** What CoreDNS would refuse of an import: each with the line of the effective Corefile that it is about. */
    checkPlan(plan: ImportPlan): Promise<readonly Refused[]>;
  };
}

/** Makes the actions. */
export function createKubernetesActions({ api, get }: SliceContext): KubernetesActions {
  return {
    kubernetes: {
      kubeContexts: api.kubeContexts,
      importCluster: api.importCluster,
      previewChange: api.previewChange,
      async applyChange(request) {
        const applied = await api.applyChange(request);
        void get().actions.makeSavePoint("apply");
        return applied;
      },
      rollBackChange: api.rollBackChange,
      reloadState: api.reloadState,
      exportManifests: () => api.exportManifests(draftsOf(get().workspace)),
      async checkPlan({ files, lines }) {
        const corefile = get().workspace.info?.corefile ?? "";
        const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]));
        // The parts stand in their places: a pattern finds no files that are not there yet.
        const effective = { [corefile]: `${lines.map(({ text }) => text).join("\n")}\n` };
        const { problems } = await api.check({ ...draftsOf(get().workspace), ...texts, ...effective });
        // What this machine lacks, such as a cluster, is not the text's fault.
        const mistakes = problems.filter(({ severity, cause }) => severity === "error" && cause === "text");
        return mistakes.map(({ message, range: { file, start } }) => {
          const isHere = workspacePath(file, get().workspace.info) === corefile;
          return { message, line: isHere ? lines[start.line - 1] : undefined };
        });
      },
    },
  };
}
