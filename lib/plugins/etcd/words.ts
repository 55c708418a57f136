/** Why etcd did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  outside: "{qname} is in none of the zones {zones}",
  waits: "waits for etcd at {endpoints}",
  key: {
    sentence: "etcd has the key {key}: {value}",
    brief: "found in etcd under the key {key}, as {place} has it looked up",
  },
  keys: {
    sentence: "etcd has {count} keys at or below {asked}; the first is {key}: {value}",
    brief: "found in etcd under {count} keys at or below {asked}, as {place} has it looked up",
  },
  also: "{key}: {value}",
  more: "and {count} more keys",
  led: "from there to {asked}, where etcd has the key {key}: {value}",
  ledNowhere: "from there to {asked}, where etcd has no key",
  otherType: "etcd has the key {key}: {value}; that gives no {qtype} records",
  leftOut: "etcd has keys at or below {asked}, but none that gives {qtype} records",
  startOfAuthority: "etcd holds no SOA record; the plugin makes that of the zone {zone} itself",
  missing: "etcd has no key {asked}, and none below it",
  missingExactly: "etcd has no key {asked}; {qtype} records come from that very key",
  failed: "etcd gave nothing: {error}; the answer is SERVFAIL",
  broken: "the value of the key {key} cannot be used: {error}; the answer is SERVFAIL",
  fallsThrough: { sentence: "{reason}; fallthrough passes the query on", brief: "{reason}, which falls through" },
  ends: {
    sentence: "{reason}; fallthrough is not set for the name, so the chain ends here with NXDOMAIN",
    brief: "{reason}, which ends the chain with NXDOMAIN because fallthrough is not set",
    unasked: ", so {plugins} not asked",
  },
});
