/** Metrics with CoreDNS's names and labels. A child is looked up once and counted often, without allocation. */

export interface Counter {
  add(amount: number): void;
}
export interface Gauge {
  set(value: number): void;
  add(amount: number): void;
}
export interface Histogram {
  observe(value: number): void;
}

/** A metric with labels: `child` gives the one with these label values, in the order of the names, making it when new. */
export interface Family<Child> {
  child(...labels: readonly string[]): Child;
  /** Forgets all children, as when a configuration ends whose zones they named. */
  clear?(): void;
}

export interface MetricOptions {
  /** The whole name, for instance `coredns_dns_requests_total`. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

export interface GaugeOptions extends MetricOptions {
  /**
   * What is told of workers that serve together: the `sum`, for what each has for itself (entries of its cache), or else
   * the largest, for what is true of all (lines of a hosts file).
   */
  readonly together?: "sum";
}

/** Where metrics are made; asking for a name again gives the same family. */
export interface Metrics {
  counter(options: MetricOptions): Family<Counter>;
  gauge(options: GaugeOptions): Family<Gauge>;
  histogram(options: MetricOptions & { readonly buckets: readonly number[] }): Family<Histogram>;
  /** Everything, or the metrics of these names, in the Prometheus text format, version 0.0.4. */
  expose(names?: readonly string[]): string | Promise<string>;
}
