/** Metrics that a test reads back. */
import type { Counter, Family, Gauge, Histogram, MetricOptions, Metrics } from "../metrics.ts";

export class FakeMetrics implements Metrics {
  /** Values by name and labels: `coredns_cache_hits_total{dns://:53,success}`. Histograms count their observations. */
  readonly values = new Map<string, number>();

  counter(options: MetricOptions): Family<Counter> {
    return this.#family(options, (key) => ({ add: (amount) => this.#add(key, amount) }));
  }

  gauge(options: MetricOptions): Family<Gauge> {
    return this.#family(options, (key) => ({
      add: (amount) => this.#add(key, amount),
      set: (value) => void this.values.set(key, value),
    }));
  }

  histogram(options: MetricOptions): Family<Histogram> {
    return this.#family(options, (key) => ({ observe: () => this.#add(key, 1) }));
  }

  expose(): string {
    return [...this.values].map(([key, value]) => `${key} ${value}\n`).join("");
  }

  /** All values of one metric, by their labels. */
  of(name: string): Readonly<Record<string, number>> {
    const start = `${name}{`;
    const found = [...this.values].filter(([key]) => key.startsWith(start));
    return Object.fromEntries(found.map(([key, value]) => [key.slice(start.length, -1), value]));
  }

  #family<Child>({ name }: MetricOptions, make: (key: string) => Child): Family<Child> {
    return { child: (...labels) => make(`${name}{${labels.join(",")}}`) };
  }

  #add(key: string, amount: number): void {
    this.values.set(key, (this.values.get(key) ?? 0) + amount);
  }
}
