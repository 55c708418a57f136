/** Why kubernetes did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  transfer: "transfers need the transfer plugin: REFUSED",
  outside: "{qname} is in none of the zones {zones}",
  outsideCluster: {
    sentence: "{qname} looks like a name of a cluster, but is in none of the zones {zones} that kubernetes serves",
    brief: "kubernetes serves only {zones}",
  },
  service: {
    sentence: "{service} is a Service with the address {addresses}",
    brief: "found as the Service {service} in {place}",
  },
  headless: {
    sentence: "{service} is a headless Service; ready endpoints: {count}",
    brief: "found as the endpoints of the headless Service {service} in {place}",
  },
  externalName: {
    sentence: "{service} is a Service of type ExternalName: an alias of {target}",
    brief: "found as the Service {service} in {place}, an alias of {target}",
  },
  externalAlone: {
    sentence:
      "{service} is a Service of type ExternalName: an alias of {target}, and no {qtype} records came of looking that up",
    brief: "found as the Service {service} in {place}, an alias of {target}, of which no {qtype} records came",
  },
  externalAddress:
    "{service} is a Service of type ExternalName with the address {target} in place of a name, of which CoreDNS makes no record",
  endpoint: "{qname} names an endpoint of the Service {service}",
  imported: "{service} is a Service that other clusters export",
  pod: "{qname} names the pod with the address {address}",
  insecurePod: "with pods insecure, {qname} has the address in its first label, whether or not there is such a pod",
  pointer: "{address} belongs to {target}",
  nameServer: "{qname} names this server itself",
  zone: "{qname} is the zone itself, or a name that every cluster has",
  schema: "dns-version gives the version of the naming specification",
  otherType: "{qname} is there, but has no {qtype} records",
  unknownShape: "no object of a cluster can have the name {qname}",
  noNamespace: "there is no namespace {namespace}",
  hiddenNamespace: "namespaces leaves out {namespace}",
  noService: "the namespace {namespace} has no Service {service}",
  noEndpoint: "the Service {service} has no ready endpoint {endpoint}",
  noEndpoints: "the headless Service {service} has no ready endpoints",
  emptyService: "the Service {service} has no ready endpoints, and ignore empty_service leaves such Services out",
  noPort: "the Service {service} has no port {port} over {protocol}",
  podsDisabled: "pods is disabled, so pods have no names",
  noPod: "no pod in {namespace} has the address {address}",
  noAddress: "{label} is not an address with hyphens in place of dots or colons",
  noPointer: "no Service and no endpoint has the address {address}",
  unsynced: "the objects of the cluster have not been read yet, so the answer is SERVFAIL",
  noSearchOutside: "{qname} is in none of the zones {zones} of kubernetes, so no other names are tried",
  noSearchUnverified: {
    sentence:
      "pods is {podMode}, so kubernetes does not know which pod asks and no other names are tried: autopath needs pods verified",
    brief: "autopath does nothing, because pods is {podMode} and not verified",
  },
  noSearchStranger: {
    sentence: "no pod has the address {address}, so no other names are tried",
    brief: "autopath does nothing, because no pod has the address {address}",
  },
  searchOfOneOf: {
    sentence:
      "{count} pods have the address {address}, as on the network of their node: the search path is that of {pod}, whichever of them asks",
    brief: "autopath takes the client for the pod {pod}, one of {count} with the address {address}",
  },
  searchOfPod: "the pod {pod} asks from {address}, and the search path is that of its namespace",
  fallsThrough: { sentence: "{reason}; fallthrough passes the query on", brief: "{reason}, which falls through" },
  endsReverse: {
    sentence: "{reason}; fallthrough is not set for the name, so the chain ends here with NXDOMAIN",
    brief: "{reason}, which ends the chain with NXDOMAIN because fallthrough is not set for reverse names",
    unasked: ", so {plugins} not asked",
  },
  ends: {
    sentence: "{reason}; fallthrough is not set for the name, so the chain ends here with NXDOMAIN",
    brief: "{reason}, which ends the chain with NXDOMAIN because fallthrough is not set",
  },
});
