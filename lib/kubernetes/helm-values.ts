/**
 * Corefiles in Helm values: what the chart coredns makes of `servers` (its template configmap.yaml), also inside a
 * HelmChartConfig of k3s and RKE2, and the configuration of the EKS add-on. Each line knows the value that it comes from.
 */
import { isMap, parseDocument } from "yaml";
import { z } from "zod";

/** A Corefile and the other keys of the ConfigMap, with where each line of the Corefile comes from. */
export interface RenderedValues {
  readonly corefile: string;
  /** One for each line of the Corefile: `servers[0].plugins[2].configBlock`. */
  readonly origins: readonly string[];
  /** Zone files and the like, by their keys. */
  readonly others: Readonly<Record<string, string>>;
}

const word = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === undefined || value === null ? "" : String(value)));
const plugin = z.object({ name: z.string(), parameters: word, configBlock: word });
const server = z.object({
  zones: z.array(z.object({ zone: word, scheme: word })).nullish(),
  port: word,
  plugins: z.array(plugin).nullish(),
});
const values = z.object({
  servers: z.array(server).optional(),
  extraConfig: z.record(z.string(), z.object({ parameters: word }).nullish()).nullish(),
  zoneFiles: z.array(z.object({ filename: z.string(), contents: z.string() })).nullish(),
});
type Server = z.infer<typeof server>;

/** Reads values; undefined when they have no Corefile in them, as those that leave the chart's own as it is. */
export function renderHelmValues(value: unknown): RenderedValues | undefined {
  const read = values.safeParse(value);
  if (!read.success || read.data.servers === undefined) return undefined;
  const lines = new Lines();
  for (const [name, settings] of Object.entries(read.data.extraConfig ?? {})) {
    lines.add(joined(name, settings?.parameters ?? ""), `extraConfig.${name}`);
  }
  for (const [index, one] of read.data.servers.entries()) addServer(lines, one, `servers[${index}]`);
  const files = (read.data.zoneFiles ?? []).map(({ filename, contents }) => [filename, contents] as const);
  return { ...lines.done(), others: Object.fromEntries(files) };
}

/** Reads the configuration of the EKS add-on: its `corefile`. */
export function renderEksConfiguration(value: unknown): RenderedValues | undefined {
  const read = z.object({ corefile: z.string() }).safeParse(value);
  if (!read.success) return undefined;
  const lines = new Lines();
  lines.add(read.data.corefile, "corefile");
  return { ...lines.done(), others: {} };
}

/** Values inside a text, as HelmChartConfig has them; undefined when that is no YAML. */
export function readValues(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

function addServer(lines: Lines, { zones, port, plugins }: Server, at: string): void {
  const names = (zones ?? []).map(({ scheme, zone }) => scheme + (zone === "" ? "." : zone));
  const key = `${names.length === 0 ? "." : names.join(" ")}${port === "" ? "" : `:${port} `}{`;
  lines.add(key, `${at}.zones`);
  for (const [index, { name, parameters, configBlock }] of (plugins ?? []).entries()) {
    const from = `${at}.plugins[${index}]`;
    lines.add(`    ${joined(name, parameters)}${configBlock === "" ? "" : " {"}`, from);
    if (configBlock === "") continue;
    lines.add(configBlock.replace(/^/gm, "        "), `${from}.configBlock`);
    lines.add("    }", from);
  }
  lines.add("}", at);
}

const joined = (name: string, parameters: string): string => (parameters === "" ? name : `${name} ${parameters}`);

class Lines {
  readonly #texts: string[] = [];
  readonly #origins: string[] = [];

  add(text: string, origin: string): void {
    for (const line of text.replace(/\n$/, "").split("\n")) {
      this.#texts.push(line);
      this.#origins.push(origin);
    }
  }

  done(): Pick<RenderedValues, "corefile" | "origins"> {
    return { corefile: `${this.#texts.join("\n")}\n`, origins: this.#origins };
  }
}
