/** Why k8s_external did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  outside: "{qname} is in none of the zones {zones}",
  addresses: {
    sentence: "{service} is a Service; external addresses: {addresses}",
    brief: "found as the Service {service} in {place}",
  },
  endpoints: {
    sentence: "{service} is a headless Service, and headless is set; ready endpoints: {count}",
    brief: "found as the endpoints of the Service {service} in {place}",
  },
  endpoint: {
    sentence: "{qname} names an endpoint of the Service {service}, and headless is set",
    brief: "found as an endpoint of the Service {service} in {place}",
  },
  pointer: {
    sentence: "{service} is a Service with this external address",
    brief: "found as the Service {service} in {place}",
  },
  soa: "{qname} is the zone itself, and the SOA record is made up",
  nameServer: "{qname} is the zone itself, and its name server is this server",
  serverAddresses: "{qname} names this server itself; addresses: {count}",
  noServerAddress: "{qname} names this server itself, which has no {qtype} records",
  ownName: "{qname} is the name below which the zone has its own names, and has no records",
  noOwnName: "below {apex}.{zone} there is only the name server, so {qname} is NXDOMAIN",
  apex: "{qname} is the zone itself, which has no {qtype} records",
  namespace: "{qname} is the namespace {namespace}, which has no records",
  otherType: "{qname} is there, but has no {qtype} records",
  noNamespace: "there is no namespace {namespace}",
  hiddenNamespace: "the property namespaces of kubernetes leaves out {namespace}",
  noService: "the namespace {namespace} has no Service {service}",
  noAddresses: "the Service {service} has no external address: neither externalIPs nor one of a load balancer",
  headlessOff: "the Service {service} is headless, and headless is not set",
  noEndpoint: "the Service {service} has no ready endpoint {endpoint}",
  noEndpoints: "the headless Service {service} has no ready endpoints",
  noPort: "the Service {service} has no port {port} over {protocol}",
  noPointer: "no Service has the external address of {qname}",
  unknownShape: "no Service can have the name {qname}",
  fallsThrough: { sentence: "{reason}; fallthrough passes the query on", brief: "{reason}, which falls through" },
  ends: {
    sentence: "{reason}; fallthrough is not set for the name, so the chain ends here with NXDOMAIN",
    brief: "{reason}, which ends the chain with NXDOMAIN because fallthrough is not set",
    unasked: ", so {plugins} not asked",
  },
});
