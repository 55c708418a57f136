/** The chain: listeners, server blocks, and plugins in the order in which they run, with the way of the last question. */
import { useEffect, useMemo, useState } from "react";
import type { Heat } from "../../lib/diagram/heat.ts";
import type { ChainOrder } from "../../lib/diagram/layout.ts";
import { useStudio } from "../studio/store-context.tsx";
import { useViewport } from "../studio/viewport.ts";
import { Banner, Empty, Pane } from "../ui/pane.tsx";
import styles from "./chain-diagram.module.css";
import { ChainDiagram } from "./chain-diagram.tsx";
import { ChainList } from "./chain-list.tsx";
import { ChainTools } from "./chain-tools.tsx";
import { shownDiagram } from "./shown-diagram.ts";
import { type Chain, useChain } from "./use-chain.ts";
import { type Folding, useFolded } from "./use-folded.ts";
import { heatSource, useHeat } from "./use-heat.ts";
import { useWarned } from "./use-warned.ts";
import { ZoneIndex } from "./zone-index.tsx";

/** Above this many blocks the zones are listed first, and one block is drawn at a time. */
const MAX_DRAWN_BLOCKS = 200;
/** In the place of an open block: the user went back to the list, even if a question has chosen a block. */
const ALL = "all";

export function ChainPane() {
  const chain = useChain();
  const [openBlock, setOpenBlock] = useState<string>();
  const part = useMemo(() => shownPart(chain, openBlock), [chain, openBlock]);
  const shown = useWarned(part);
  const folding = useFolded();
  const chosenView = useStudio(({ layout }) => layout.chainView);
  const order = useStudio(({ layout }) => layout.chainOrder);
  const isPhone = useViewport() === "phone";
  const view = isPhone ? "list" : chosenView;
  const count = chain.model.blocks.length;
  const heat = useHeat(chain.model);
  useShown(shown, { heat, order, folding });
  const note = `${count} server ${count === 1 ? "block" : "blocks"}, plugins in ${order === "run" ? "the order they run" : "written order"}`;
  const drawn = shown?.model.blocks ?? [];
  const areAllFolded = drawn.every(({ id }) => folding.folded.has(id));
  return (
    <Pane
      title="Chain"
      pane="chain"
      note={count === 0 ? undefined : note}
      tools={
        shown !== undefined &&
        count > 0 && (
          <ChainTools
            view={view}
            isPhone={isPhone}
            areAllFolded={view === "list" || drawn.length < 2 ? undefined : areAllFolded}
            onFoldAll={(isFolded) => folding.setAll(isFolded ? drawn.map(({ id }) => id) : [])}
          />
        )
      }
    >
      <div className={styles.pane}>
        {chain.isOld && (
          <Banner tone="warning">The text does not parse. This is the chain of the last text that did.</Banner>
        )}
        {heat !== undefined && count > 0 && <Banner tone="neutral">{heatSource(heat)}</Banner>}
        {count === 0 ? (
          <NoBlocks hasCorefile={chain.hasCorefile} />
        ) : (
          <ChainBody
            {...{ chain, view, heat, order, folding }}
            shown={shown}
            onOpenBlock={(id) => setOpenBlock(id ?? ALL)}
          />
        )}
      </div>
    </Pane>
  );
}

function NoBlocks({ hasCorefile }: { readonly hasCorefile: boolean }) {
  if (!hasCorefile) return <Empty>Open the Corefile to see its chain.</Empty>;
  return <Empty>No server block yet. Write one, such as “.:1053”, and its plugins in braces after it.</Empty>;
}

/** All of it, or of a large one the block that was opened or that took the question; undefined when there is none. */
function shownPart(chain: Chain, openBlock: string | undefined): Chain | undefined {
  const { model, overlay } = chain;
  if (model.blocks.length <= MAX_DRAWN_BLOCKS) return chain;
  const chosen = [...(overlay?.blocks ?? [])].find(([, { match }]) => match === "longest match")?.[0];
  const drawn = openBlock ?? chosen;
  const block = model.blocks.find(({ id }) => id === drawn);
  if (block === undefined) return undefined;
  const listeners = model.listeners.filter(({ blocks }) => blocks.includes(block.id));
  return { ...chain, model: { ...model, blocks: [block], listeners } };
}

interface Look {
  readonly heat: Heat | undefined;
  readonly order: ChainOrder;
  readonly folding: Folding;
}

/** Tells commands what is on the screen. */
function useShown(shown: Chain | undefined, { heat, order, folding: { folded } }: Look): void {
  const name = useStudio(({ workspace }) => workspace.info?.name);
  useEffect(() => {
    if (shown === undefined || shown.model.blocks.length === 0) return undefined;
    const { model, overlay, isOverlayStale } = shown;
    const title = `Chain of ${name ?? "the Corefile"}`;
    shownDiagram.current = { model, overlay: isOverlayStale ? undefined : overlay, heat, order, folded, title };
    return () => {
      shownDiagram.current = undefined;
    };
  }, [shown, heat, order, folded, name]);
}

interface ChainBodyProps extends Look {
  readonly chain: Chain;
  readonly shown: Chain | undefined;
  readonly view: "diagram" | "list";
  readonly onOpenBlock: (id: string | undefined) => void;
}

function ChainBody({ chain, shown, view, heat, order, folding, onOpenBlock }: ChainBodyProps) {
  const { blocks } = chain.model;
  if (shown === undefined) return <ZoneIndex blocks={blocks} onOpen={onOpenBlock} />;
  const isPart = shown.model.blocks.length < blocks.length;
  return (
    <>
      {isPart && <ZoneIndex blocks={blocks} onOpen={onOpenBlock} isFolded openZone={shown.model.blocks[0]?.zones[0]} />}
      {view === "diagram" ? (
        <ChainDiagram chain={shown} heat={heat} order={order} folded={folding.folded} onFold={folding.fold} />
      ) : (
        <ChainList chain={shown} heat={heat} order={order} />
      )}
    </>
  );
}
