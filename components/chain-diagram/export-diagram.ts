/** Files of the diagram as it is shown: SVG, PNG, Mermaid. */
import type { DiagramFormat } from "../../lib/commands/command.ts";
import { layoutDiagram } from "../../lib/diagram/layout.ts";
import { writeMermaid } from "../../lib/diagram/mermaid.ts";
import { writeSvg } from "../../lib/diagram/svg.ts";
import { figuresOf } from "./chain-diagram.tsx";
import type { ShownDiagram } from "./shown-diagram.ts";

/** Wide enough that usual chains stand in one row. */
const WIDTH = 1080;
/** A PNG has so many pixels for one of the drawing, unless it gets too large for a canvas. */
const SCALE = 2;
const MOST_PIXELS = 16_000;

/** How the page tells what became of it. */
interface Telling {
  copy(text: string): void;
  tell(text: string): void;
}

/** Makes one and hands it to the user. */
export async function exportDiagram(
  format: DiagramFormat,
  shown: ShownDiagram,
  { copy, tell }: Telling,
): Promise<void> {
  if (format === "copy") return copy(mermaidOf(shown));
  const name = `chain.${format === "mermaid" ? "mmd" : format}`;
  const made = await fileOf(format, shown);
  if (made === undefined) return tell("The browser could not make the picture.");
  download(made, name);
  tell(`Saved as ${name}.`);
}

async function fileOf(format: DiagramFormat, shown: ShownDiagram): Promise<Blob | undefined> {
  if (format === "mermaid") return new Blob([mermaidOf(shown)], { type: "text/vnd.mermaid" });
  const svg = svgOf(shown);
  return format === "svg" ? new Blob([svg], { type: "image/svg+xml" }) : await pngOf(svg);
}

function mermaidOf({ model, title, order, overlay }: ShownDiagram): string {
  return writeMermaid(model, { title, order, overlay });
}

function svgOf({ model, title, order, overlay, heat, folded }: ShownDiagram): string {
  const figures = figuresOf(heat);
  const diagram = layoutDiagram(model, WIDTH, { order, folded, figures });
  const blocks = model.blocks.map(
    ({ zones, chain }) => `${zones.join(" ")}: ${chain.map(({ plugin }) => plugin).join(", ")}`,
  );
  return writeSvg(diagram, { title, description: `${blocks.join("; ")}.`, overlay, heat, figures });
}

async function pngOf(svg: string): Promise<Blob | undefined> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(SCALE, MOST_PIXELS / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const context = canvas.getContext("2d");
    if (context === null) return undefined;
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), "image/png"));
  } catch {
    return undefined;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on the blob once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
