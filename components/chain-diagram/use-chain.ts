/** The chain model of the Corefile as it stands in the editor, and the way of the question in front. */
import { useMemo, useRef } from "react";
import type { ClusterInfo } from "../../lib/api/engine.ts";
import { type ChainModel, chainModel } from "../../lib/diagram/chain-model.ts";
import { overlayOf } from "../../lib/diagram/overlay.ts";
import { type DetailedOverlay, withDetails } from "../../lib/diagram/overlay-details.ts";
import { BlockReader } from "../../lib/diagram/read-blocks.ts";
import { traceOf } from "../../lib/explanation/trace.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { directivesOf } from "../../lib/profiles/profile.ts";
import { schemesOf } from "../../lib/profiles/schemes.ts";
import { explanationOf, isStale, placedAnswer } from "../../lib/studio/answers/answers-slice.ts";
import { clusterInWords } from "../../lib/studio/cluster.ts";
import { corefileOf, workspacePath } from "../../lib/studio/files/workspace-slice.ts";
import { useStudio } from "../studio/store-context.tsx";
import { useSettledWorkspace } from "./use-settled-workspace.ts";

export interface Chain {
  readonly model: ChainModel;
  readonly overlay: DetailedOverlay | undefined;
  readonly isOverlayStale: boolean;
  /** The text does not parse; the model is that of the last text that did. */
  readonly isOld: boolean;
  /** Whether there is a Corefile at all. */
  readonly hasCorefile: boolean;
}

const EMPTY: ChainModel = { listeners: [], blocks: [] };

/** All that plugins answer from; the diagram has one word for it. */
function sourceInWords(clusters: readonly ClusterInfo[]): string | undefined {
  return clusters.length === 0 ? undefined : clusters.map(clusterInWords).join("; ");
}

export function useChain(): Chain {
  const workspace = useSettledWorkspace();
  const answer = useStudio(({ answers }) => placedAnswer(answers));
  const corefile = corefileOf(workspace);
  const { files, release } = workspace;
  const lastGood = useRef(EMPTY);
  const reader = useRef<{ readonly of: BlockReader; readonly release: string | undefined }>(undefined);
  const path = corefile?.path;
  const text = corefile?.text;
  const cluster = useStudio(({ engine }) => sourceInWords(engine.info?.clusters ?? []));
  const { model: read, isOld } = useMemo(() => {
    if (path === undefined || text === undefined) return { model: EMPTY, isOld: false };
    const texts = Object.fromEntries(files.map((file) => [file.path, file.text]));
    if (reader.current === undefined || reader.current.release !== release)
      reader.current = { of: new BlockReader(schemesOf(release)), release };
    const { blocks, isWhole } = reader.current.of.read(text, path, texts);
    if (!isWhole && lastGood.current.blocks.length > 0) return { model: lastGood.current, isOld: true };
    lastGood.current = chainModel(blocks, directivesOf(release, directives));
    return { model: lastGood.current, isOld: false };
  }, [path, text, files, release]);
  const model = useMemo(() => ({ ...read, cluster }), [read, cluster]);
  const { info } = workspace;
  const explanation = answer && explanationOf(answer);
  const overlay = useMemo(() => {
    if (explanation === undefined) return undefined;
    const { down, decider } = traceOf(explanation);
    const steps = down.map(({ index, step: { plugin, at, verdict } }) => ({
      index,
      plugin,
      verdict,
      at: { ...at, file: workspacePath(at.file, info) },
    }));
    const overlay = overlayOf(model, explanation, { steps, decider: decider?.index });
    return withDetails(model, overlay, down);
  }, [model, explanation, info]);
  const isOverlayStale = useStudio((state) => answer !== undefined && isStale(answer, state));
  const hasCorefile = corefile !== undefined;
  return useMemo(
    () => ({ model, overlay, isOverlayStale, isOld, hasCorefile }),
    [model, overlay, isOverlayStale, isOld, hasCorefile],
  );
}
