/** Which plugin answered, told by the server's own metrics: `prometheus` is put into every block that lacks it. */

/** Adds `prometheus` to every server block, unless the Corefile speaks of it already. */
export function withMetrics(corefile: string, port: number): string {
  if (corefile.includes("prometheus")) return corefile;
  const lines: string[] = [];
  let depth = 0;
  for (const line of corefile.split("\n")) {
    const code = line.replace(/(^|\s)#.*$/, "");
    if (depth === 0 && code.trimEnd().endsWith("{") && !code.trim().startsWith("(")) {
      lines.push(line, `    prometheus 127.0.0.1:${port}`);
      depth += 1;
      continue;
    }
    depth += code.match(/(?:^|\s)\{\s*$/g)?.length ?? 0;
    if (code.trim() === "}") depth -= 1;
    lines.push(line);
  }
  return lines.join("\n");
}

/** Counts of `coredns_dns_responses_total` by label set; empty when the server does not tell. */
export async function scrape(port: number): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  let text: string;
  try {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(3000) });
    text = await response.text();
  } catch {
    return counts;
  }
  for (const line of text.split("\n")) {
    const match = /^coredns_dns_responses_total\{(.*)\}\s+([0-9.e+]+)$/.exec(line);
    if (match?.[1] !== undefined) counts.set(match[1], Number(match[2]));
  }
  return counts;
}

/** What was counted between two scrapes: server, zone, view, plugin and rcode of each response. */
export function countedBetween(before: Map<string, number>, after: Map<string, number>): string[] {
  const counted: string[] = [];
  for (const [labels, count] of after) {
    if (count <= (before.get(labels) ?? 0)) continue;
    const value = (name: string): string =>
      new RegExp(`(?:^|,)${name}="((?:[^"\\\\]|\\\\.)*)"`).exec(labels)?.[1] ?? "";
    counted.push(
      `${value("server")} zone=${value("zone")} view=${value("view")} plugin=${value("plugin")} ${value("rcode")}`,
    );
  }
  return counted;
}
