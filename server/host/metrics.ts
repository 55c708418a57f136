/**
 * Metrics in memory and their text format (Prometheus exposition format 0.0.4), written as Go's client writes it. Our own
 * because a query counts a dozen of them: a child is found by one look-up of a joined string, without allocation.
 */
import { formatFloat } from "../../lib/go/format-float.ts";
import type { Counter, Family, Gauge, Histogram, MetricOptions, Metrics } from "../../lib/ports/metrics.ts";

interface Collected {
  readonly options: MetricOptions;
  readonly type: "counter" | "gauge" | "histogram";
  lines(): string[];
  clear(): void;
}

/** Between label values in keys: no value holds it. */
const SEPARATOR = "\u0000";

/** A registry; with `only` names `expose` gives those alone. */
export interface Registry extends Metrics {
  expose(only?: readonly string[]): string;
}

/** An empty registry. */
export function createRegistry(): Registry {
  const families = new Map<string, Collected & Family<unknown>>();
  const family = <Child>(options: MetricOptions, make: () => Collected & Family<Child>): Family<Child> => {
    const existing = families.get(options.name);
    if (existing !== undefined) return existing as unknown as Family<Child>;
    const made = make();
    families.set(options.name, made);
    return made;
  };
  return {
    counter: (options) => family(options, () => new NumberFamily("counter", options)),
    gauge: (options) => family(options, () => new NumberFamily("gauge", options)),
    histogram: (options) => family(options, () => new HistogramFamily(options)),
    expose(only) {
      const chosen = [...families.values()].filter(({ options }) => only === undefined || only.includes(options.name));
      chosen.sort((a, b) => (a.options.name < b.options.name ? -1 : 1));
      const texts = chosen.map((one) => {
        const lines = one.lines();
        if (lines.length === 0) return "";
        const { name, help } = one.options;
        return `# HELP ${name} ${help}\n# TYPE ${name} ${one.type}\n${lines.join("\n")}\n`;
      });
      return texts.join("");
    },
  };
}

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

  /** Children with their labels as they are written, in Go's order: by label name within, by value without. */
  protected labelled(): { readonly pairs: readonly string[]; readonly child: Child }[] {
    const { labels } = this.options;
    const order = labels.map((name, index) => ({ name, index })).sort((a, b) => (a.name < b.name ? -1 : 1));
    const rows = [...this.children].map(([key, child]) => {
      const values = labels.length === 1 ? [key] : key.split(SEPARATOR);
      return { pairs: order.map(({ name, index }) => `${name}="${escaped(values[index] ?? "")}"`), child };
    });
    return rows.sort((a, b) => (a.pairs.join() < b.pairs.join() ? -1 : 1));
  }
}

class NumberFamily extends LabelledFamily<NumberChild> implements Collected {
  readonly type: "counter" | "gauge";

  constructor(type: "counter" | "gauge", options: MetricOptions) {
    super(options);
    this.type = type;
    if (options.labels.length === 0) this.child();
  }

  protected make(): NumberChild {
    return new NumberChild();
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

  constructor(options: MetricOptions & { readonly buckets: readonly number[] }) {
    super(options);
    this.#buckets = options.buckets;
    if (options.labels.length === 0) this.child();
  }

  protected make(): HistogramChild {
    return new HistogramChild(this.#buckets);
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
