/** What the API server fills in where a manifest says nothing, as far as names depend on it. */
import type { ApiObject } from "./manifests.ts";

const PROTOCOL = "TCP";

/** The object with the protocol of its ports: of a Service, or of an EndpointSlice. */
export function withDefaults(object: ApiObject): ApiObject {
  if (object.kind === "EndpointSlice") return withPorts(object);
  const { spec } = object;
  return object.kind === "Service" && isRecord(spec) ? { ...object, spec: withPorts(spec) } : object;
}

function withPorts<Holder extends Readonly<Record<string, unknown>>>(holder: Holder): Holder {
  const { ports } = holder;
  return Array.isArray(ports) ? { ...holder, ports: ports.map(withProtocol) } : holder;
}

function withProtocol(port: unknown): unknown {
  return isRecord(port) && (port.protocol ?? "") === "" ? { ...port, protocol: PROTOCOL } : port;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
