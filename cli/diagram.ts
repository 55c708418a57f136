/** `corefile-studio diagram`: the chain of a Corefile as a picture, for READMEs and pull requests. */
import { statSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { chainModel } from "../lib/diagram/chain-model.ts";
import { type ChainOrder, layoutDiagram } from "../lib/diagram/layout.ts";
import { writeMermaid } from "../lib/diagram/mermaid.ts";
import { BlockReader, type ReadCorefile } from "../lib/diagram/read-blocks.ts";
import { writeSvg } from "../lib/diagram/svg.ts";
import { directives } from "../lib/plugins/directives.gen.ts";
import { directivesOf } from "../lib/profiles/profile.ts";
import { schemesOf } from "../lib/profiles/schemes.ts";
import { reasonOf } from "../server/host/system-words.ts";
import { filesBelow } from "../server/language-server/folder-files.ts";
import { printableLine } from "./printable.ts";
import { isFolder, readInput, readStandardInput } from "./read-input.ts";
import { readOptions } from "./read-options.ts";
import { askedRelease, releaseBeside } from "./release.ts";
import { usageLine } from "./usage.ts";

const COMMAND = "corefile-studio diagram";
const FORMATS = ["mermaid", "svg"] as const;
const ORDERS: readonly ChainOrder[] = ["run", "written"];
const STANDARD_INPUT = "-";
const WIDTH = 1080;
/** What a Corefile imports is text; zone files may be large. */
const MAX_IMPORTED_OCTETS = 1024 * 1024;

const USAGE = `Usage: corefile-studio diagram [DIR | COREFILE | -] [options]

Prints the chain of each server block in the order in which its plugins run: which zone and view leads to it, where
questions leave it, and which upstreams it asks. Without an argument: the Corefile of this folder; - reads standard input.

  --format FORMAT  mermaid (the default), which GitHub and GitLab draw in markdown, or svg
  --release R      the order of CoreDNS R, such as 1.11.3 (default: release in studio.yaml beside the Corefile)
  --order ORDER    run (the default), or written: plugins stand as in the file

Exit code: 0; 2 when the Corefile cannot be read or does not parse, or the command line is wrong.
`;

/** Runs the subcommand; gives the exit code. */
export async function runDiagram(args: readonly string[]): Promise<number> {
  const given = readOptions(args, { switches: [], values: ["format", "order", "release"] });
  if ("usageProblem" in given) {
    if (given.usageProblem !== "") return complain(given.usageProblem);
    process.stdout.write(USAGE);
    return 0;
  }
  const [path = ".", extra] = given.words;
  if (extra !== undefined) return complain(`one Corefile at a time, and ${extra} is another`);
  const wanted = given.values.get("format") ?? "mermaid";
  const format = FORMATS.find((one) => one === wanted);
  if (format === undefined) return complain(`--format ${wanted}: it is one of ${FORMATS.join(", ")}`);
  const stands = given.values.get("order") ?? "run";
  const order = ORDERS.find((one) => one === stands);
  if (order === undefined) return complain(`--order ${stands}: it is one of ${ORDERS.join(", ")}`);
  const asked = askedRelease(given.values.get("release"));
  if (asked !== undefined && "usageProblem" in asked) return complain(asked.usageProblem);
  try {
    const { text, name, files, title, corefile } = await readCorefile(path);
    const { release, notes } = asked ?? (await releaseBeside(corefile));
    const read = new BlockReader(schemesOf(release)).read(text, name, files);
    for (const note of notes) tell(note);
    const [problem] = read.problems.filter(({ severity }) => severity === "error");
    if (!read.isWhole && problem !== undefined) return tell(problem.message);
    process.stdout.write(draw(read, { title, format, order, release }));
    return 0;
  } catch (error) {
    return tell(`${path}: ${reasonOf(error)}`);
  }
}

interface DrawnCorefile {
  readonly text: string;
  /** As problems name it. */
  readonly name: string;
  /** What it may import. */
  readonly files: Readonly<Record<string, string>>;
  readonly title: string;
  /** Its path. */
  readonly corefile: string;
}

async function readCorefile(path: string): Promise<DrawnCorefile> {
  if (path === STANDARD_INPUT) {
    return {
      text: String(await readStandardInput()),
      name: "Corefile",
      files: {},
      title: "Chain of the Corefile",
      corefile: "Corefile",
    };
  }
  const corefile = resolve(isFolder(path) ? `${path}/Corefile` : path);
  const root = dirname(corefile);
  const text = String(readInput(corefile));
  const small = filesBelow(root).filter(
    (file) => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= MAX_IMPORTED_OCTETS,
  );
  const files = text.includes("import")
    ? Object.fromEntries(small.map((file) => [relative(root, file), String(readInput(file))]))
    : {};
  return {
    text,
    name: basename(corefile),
    files,
    title: `Chain of ${basename(root)}/${basename(corefile)}`,
    corefile,
  };
}

interface Drawing {
  readonly title: string;
  readonly format: (typeof FORMATS)[number];
  readonly order: ChainOrder;
  readonly release: string | undefined;
}

function draw({ blocks }: ReadCorefile, { title, format, order, release }: Drawing): string {
  const model = chainModel(blocks, directivesOf(release, directives));
  if (format === "mermaid") return writeMermaid(model, { title, order });
  const description = model.blocks.map(
    ({ zones, chain }) => `${zones.join(" ")}: ${chain.map(({ plugin }) => plugin).join(", ")}`,
  );
  return writeSvg(layoutDiagram(model, WIDTH, { order }), { title, description: `${description.join("; ")}.` });
}

function complain(problem: string): number {
  process.stderr.write(usageLine(COMMAND, problem));
  return 2;
}

function tell(text: string): number {
  process.stderr.write(`${COMMAND}: ${printableLine(text)}\n`);
  return 2;
}
