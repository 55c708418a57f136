/** Why nomad did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  tooShort: "{qname} has no labels for a service and a namespace in front of {zone}",
  outside: "nomad cuts {labels} labels off, whether or not they are {zone}: it takes {service} for a service",
  found: {
    sentence: "Nomad at {address} has {count} registrations of the service {service} in the namespace {namespace}",
    brief: "registered in Nomad as the service {service}",
  },
  otherFamily: {
    sentence:
      "the service {service} in the namespace {namespace} is registered, but with addresses of the other family: an empty answer",
    brief: "registered in Nomad as the service {service}, without {qtype} records",
  },
  otherType:
    "nomad has only A, AAAA and SRV records, so it denies {qname} for {qtype} although the service {service} is registered",
  badAddress:
    "a registration of the service {service} has the address {address}, which is none, so nomad denies the name",
  nothing: "Nomad at {address} has no service {service} in the namespace {namespace}",
  failed: "Nomad could not be asked, so the answer is empty: {error}",
  waits: "waiting for Nomad's answer about the service {service} in the namespace {namespace}",
});
