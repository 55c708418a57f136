/**
 * Metrics in memory and their text format (Prometheus exposition format 0.0.4), written as Go's client writes it. Our own
 * because a query counts a dozen of them: a child is found by one look-up of a joined string, without allocation.
 */
import { formatFloat } from "../../lib/go/format-float.ts";
import type {
  Counter,
  Family,
  Gauge,
  GaugeOptions,
  Histogram,
  MetricOptions,
  Metrics,
} from "../../lib/ports/metrics.ts";

interface Collected {
  readonly options: MetricOptions;
  readonly type: "counter" | "gauge" | "histogram";
  lines(): string[];
  clear(): void;
  counted(): FamilyCounts;
}

/** What counters or gauges of one name have counted, as data that goes from one thread to another. */
interface NumberCounts {
  readonly type: "counter" | "gauge";
  readonly options: GaugeOptions;
  readonly rows: readonly { readonly labels: readonly string[]; readonly value: number }[];
}

/** The same for histograms; `counts` has a number for each bucket alone. */
interface HistogramCounts {
  readonly type: "histogram";
  readonly options: HistogramOptions;
  readonly rows: readonly {
    readonly labels: readonly string[];
    readonly counts: readonly number[];
    readonly sum: number;
    readonly count: number;
  }[];
}

export type FamilyCounts = NumberCounts | HistogramCounts;

/** Between label values in keys: no value holds it. */
const SEPARATOR = "\u0000";

/** A registry; with `only` names `expose` gives those alone. */
export interface Registry extends Metrics {
  expose(only?: readonly string[]): string;
  /** All that was counted. */
  counted(): readonly FamilyCounts[];
}

/** The text of what several registries have counted together. */
export function exposeTogether(all: readonly (readonly FamilyCounts[])[], only?: readonly string[]): string {
  const together = new Families();
  for (const family of all.flat()) together.absorb(family);
  return together.expose(only);
}

/** An empty registry. */
export function createRegistry(): Registry {
  return new Families();
}

class Families implements Registry {
  readonly #numbers = new Map<string, NumberFamily>();
  readonly #histograms = new Map<string, HistogramFamily>();

  counter(options: MetricOptions): NumberFamily {
    return this.#number("counter", options);
  }

  gauge(options: GaugeOptions): NumberFamily {
    return this.#number("gauge", options);
  }

  histogram(options: HistogramOptions): HistogramFamily {
    const family = this.#histograms.get(options.name) ?? new HistogramFamily(options);
    this.#histograms.set(options.name, family);
    return family;
  }

  expose(only?: readonly string[]): string {
    const chosen = this.#all().filter(({ options }) => only === undefined || only.includes(options.name));
    chosen.sort((a, b) => (a.options.name < b.options.name ? -1 : 1));
    const texts = chosen.map((one) => {
      const lines = one.lines();
      if (lines.length === 0) return "";
      const { name, help } = one.options;
      return `# HELP ${name} ${help}\n# TYPE ${name} ${one.type}\n${lines.join("\n")}\n`;
    });
    return texts.join("");
  }

  counted(): readonly FamilyCounts[] {
    return this.#all().map((family) => family.counted());
  }

  /** Adds what another registry has counted. */
  absorb(counts: FamilyCounts): void {
    if (counts.type === "histogram") this.histogram(counts.options).absorb(counts.rows);
    else this.#number(counts.type, counts.options).absorb(counts.rows);
  }

  #number(type: "counter" | "gauge", options: GaugeOptions): NumberFamily {
    const family = this.#numbers.get(options.name) ?? new NumberFamily(type, options);
    this.#numbers.set(options.name, family);
    return family;
  }

  #all(): (NumberFamily | HistogramFamily)[] {
    return [...this.#numbers.values(), ...this.#histograms.values()];
  }
}

type HistogramOptions = MetricOptions & { readonly buckets: readonly number[] };

class NumberChild implements Counter, Gauge {
  value = 0;
  add(amount: number): void {
    this.value += amount;
  }
  set(value: number): void {
    this.value = value;
  }
}

/** Children by their label values; the usual ones of no or one label skip the joining. */
abstract class LabelledFamily<Child> implements Family<Child> {
  readonly options: MetricOptions;
  protected readonly children = new Map<string, Child>();

  constructor(options: MetricOptions) {
    this.options = options;
  }

  protected abstract make(): Child;

  child(...labels: readonly string[]): Child {
    const key = labels.length === 1 ? (labels[0] ?? "") : labels.join(SEPARATOR);
    let child = this.children.get(key);
    if (child === undefined) {
      child = this.make();
      this.children.set(key, child);
    }
    return child;
  }

  clear(): void {
    this.children.clear();
  }

  /** The children with their label values, in the order of the names. */
  protected rows(): { readonly labels: readonly string[]; readonly child: Child }[] {
    const count = this.options.labels.length;
    return [...this.children].map(([key, child]) => ({
      labels: count === 0 ? [] : count === 1 ? [key] : key.split(SEPARATOR),
      child,
    }));
  }

  /** Children with their labels as they are written, in Go's order: by label name within, by value without. */
  protected labelled(): { readonly pairs: readonly string[]; readonly child: Child }[] {
    const names = this.options.labels;
    const order = names.map((name, index) => ({ name, index })).sort((a, b) => (a.name < b.name ? -1 : 1));
    const rows = this.rows().map(({ labels, child }) => {
      return { pairs: order.map(({ name, index }) => `${name}="${escaped(labels[index] ?? "")}"`), child };
    });
    return rows.sort((a, b) => (a.pairs.join() < b.pairs.join() ? -1 : 1));
  }
}

class NumberFamily extends LabelledFamily<NumberChild> implements Collected {
  readonly type: "counter" | "gauge";
  readonly #isSum: boolean;

  constructor(type: "counter" | "gauge", options: GaugeOptions) {
    super(options);
    this.type = type;
    this.#isSum = type === "counter" || options.together === "sum";
    if (options.labels.length === 0) this.child();
  }

  protected make(): NumberChild {
    return new NumberChild();
  }

  counted(): FamilyCounts {
    const { type, options } = this;
    return { type, options, rows: this.rows().map(({ labels, child }) => ({ labels, value: child.value })) };
  }

  absorb(rows: NumberCounts["rows"]): void {
    for (const { labels, value } of rows) {
      const child = this.child(...labels);
      child.set(this.#isSum ? child.value + value : Math.max(child.value, value));
    }
  }

  lines(): string[] {
    return this.labelled().map(
      ({ pairs, child }) => `${this.options.name}${braced(pairs)} ${formatFloat(child.value, "g")}`,
    );
  }
}

class HistogramChild implements Histogram {
  readonly counts: number[];
  readonly #buckets: readonly number[];
  sum = 0;
  count = 0;

  constructor(buckets: readonly number[]) {
    this.#buckets = buckets;
    this.counts = Array<number>(buckets.length).fill(0);
  }

  absorb({ counts, sum, count }: HistogramCounts["rows"][number]): void {
    this.sum += sum;
    this.count += count;
    for (const [index, more] of counts.entries()) this.counts[index] = (this.counts[index] ?? 0) + more;
  }

  observe(value: number): void {
    this.sum += value;
    this.count++;
    const buckets = this.#buckets;
    for (let index = 0; index < buckets.length; index++) {
      if (value <= (buckets[index] ?? 0)) {
        this.counts[index] = (this.counts[index] ?? 0) + 1;
        return;
      }
    }
  }
}

class HistogramFamily extends LabelledFamily<HistogramChild> implements Collected {
  readonly type = "histogram";
  readonly #buckets: readonly number[];

  constructor(options: HistogramOptions) {
    super(options);
    this.#buckets = options.buckets;
    if (options.labels.length === 0) this.child();
  }

  protected make(): HistogramChild {
    return new HistogramChild(this.#buckets);
  }

  counted(): FamilyCounts {
    const { name, help, labels } = this.options;
    const rows = this.rows().map(({ labels: values, child: { counts, sum, count } }) => {
      return { labels: values, counts, sum, count };
    });
    return { type: "histogram", options: { name, help, labels, buckets: this.#buckets }, rows };
  }

  absorb(rows: HistogramCounts["rows"]): void {
    for (const row of rows) this.child(...row.labels).absorb(row);
  }

  lines(): string[] {
    const { name } = this.options;
    return this.labelled().flatMap(({ pairs, child }) => {
      let cumulative = 0;
      const buckets = this.#buckets.map((bound, index) => {
        cumulative += child.counts[index] ?? 0;
        return `${name}_bucket${braced([...pairs, `le="${formatFloat(bound, "g")}"`])} ${cumulative}`;
      });
      const infinite = `${name}_bucket${braced([...pairs, 'le="+Inf"'])} ${child.count}`;
      return [
        ...buckets,
        infinite,
        `${name}_sum${braced(pairs)} ${formatFloat(child.sum, "g")}`,
        `${name}_count${braced(pairs)} ${child.count}`,
      ];
    });
  }
}

function braced(pairs: readonly string[]): string {
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
