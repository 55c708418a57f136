/** Bounds in seconds of the buckets in which plugins count how long upstreams took: 250 µs to 8.192 s (CoreDNS, plugin.TimeBuckets). */
export const TIME_BUCKETS: readonly number[] = Array.from({ length: 16 }, (_, at) => 0.000_25 * 2 ** at);
