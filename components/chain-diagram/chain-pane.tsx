/** The chain: listeners, server blocks, and plugins in the order in which they run, with the way of the last question. */
import { List, Minus, Plus, Waypoints } from "lucide-react";
import { useState } from "react";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { useViewport } from "../studio/viewport.ts";
import { IconButton } from "../ui/button.tsx";
import { Banner, Empty, Pane } from "../ui/pane.tsx";
import { ChainDiagram } from "./chain-diagram.tsx";
import { ChainList } from "./chain-list.tsx";
import { Legend } from "./legend.tsx";
import { type Chain, useChain } from "./use-chain.ts";
import { ZoneIndex } from "./zone-index.tsx";

/** Above this many blocks the zones are listed first, and one block is drawn at a time. */
const MAX_DRAWN_BLOCKS = 200;

const ZOOMS = [0.7, 0.85, 1, 1.15, 1.3, 1.5] as const;

export function ChainPane() {
  const chain = useChain();
  const [zoom, setZoom] = useState<number>(ZOOMS.indexOf(1));
  const [openBlock, setOpenBlock] = useState<string>();
  const chosenView = useStudio(({ layout }) => layout.chainView);
  const { setChainView } = useActions();
  const isPhone = useViewport() === "phone";
  const view = isPhone ? "list" : chosenView;
  const count = chain.model.blocks.length;
  const isDiagram = view === "diagram" && count > 0;
  return (
    <Pane
      title="Chain"
      pane="chain"
      note={
        count === 0 ? undefined : `${count} server ${count === 1 ? "block" : "blocks"}, plugins in the order they run`
      }
      tools={
        <>
          {isDiagram && (
            <>
              <IconButton label="Smaller" disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
                <Minus size={15} aria-hidden />
              </IconButton>
              <IconButton label="Larger" disabled={zoom === ZOOMS.length - 1} onClick={() => setZoom(zoom + 1)}>
                <Plus size={15} aria-hidden />
              </IconButton>
              <Legend />
            </>
          )}
          {!isPhone && (
            <IconButton
              label={view === "diagram" ? "Show as a list" : "Show as a diagram"}
              onClick={() => setChainView(view === "diagram" ? "list" : "diagram")}
            >
              {view === "diagram" ? <List size={16} aria-hidden /> : <Waypoints size={15} aria-hidden />}
            </IconButton>
          )}
        </>
      }
    >
      {chain.isOld && (
        <Banner tone="warning">The text does not parse. This is the chain of the last text that did.</Banner>
      )}
      {count === 0 ? (
        <NoBlocks hasCorefile={chain.hasCorefile} />
      ) : (
        <ChainBody chain={chain} view={view} zoom={ZOOMS[zoom] ?? 1} openBlock={openBlock} onOpenBlock={setOpenBlock} />
      )}
    </Pane>
  );
}

function NoBlocks({ hasCorefile }: { readonly hasCorefile: boolean }) {
  if (!hasCorefile) return <Empty>Open the Corefile to see its chain.</Empty>;
  return <Empty>No server block yet. Write one, such as “.:1053”, and its plugins in braces after it.</Empty>;
}

interface ChainBodyProps {
  readonly chain: Chain;
  readonly view: "diagram" | "list";
  readonly zoom: number;
  readonly openBlock: string | undefined;
  readonly onOpenBlock: (id: string | undefined) => void;
}

function ChainBody({ chain, view, zoom, openBlock, onOpenBlock }: ChainBodyProps) {
  const { model, overlay } = chain;
  const isLarge = model.blocks.length > MAX_DRAWN_BLOCKS;
  const chosen = [...(overlay?.blocks ?? [])].find(([, { match }]) => match === "longest match")?.[0];
  const drawn = isLarge ? (openBlock ?? chosen) : undefined;
  const block = drawn === undefined ? undefined : model.blocks.find(({ id }) => id === drawn);
  if (isLarge && block === undefined) return <ZoneIndex blocks={model.blocks} onOpen={onOpenBlock} />;
  const shown =
    block === undefined
      ? model
      : { blocks: [block], listeners: model.listeners.filter(({ blocks }) => blocks.includes(block.id)) };
  return (
    <>
      {isLarge && <ZoneIndex blocks={model.blocks} onOpen={onOpenBlock} isFolded openZone={block?.zones[0]} />}
      {view === "diagram" ? (
        <ChainDiagram chain={{ ...chain, model: shown }} zoom={zoom} />
      ) : (
        <ChainList chain={{ ...chain, model: shown }} />
      )}
    </>
  );
}
