/** From a captured frame to the DNS messages in it. */

import { octetAt, u16At } from "../../dns/wire/octets.ts";
import { writeAddress } from "../../go/address.ts";
import { seenMessage } from "../dns-message.ts";
import { u32At } from "../octet-queue.ts";
import type { SkipReason, TrafficSink } from "../sink.ts";
import { internetPacket } from "./internet.ts";
import { payloadOf } from "./link.ts";
import { TcpStreams } from "./tcp-streams.ts";

/** DNS, and where pods of some distributions listen. */
export const DNS_PORTS: ReadonlySet<number> = new Set([53, 5353]);

const UDP = 17;
const TCP = 6;
const UDP_OCTETS = 8;
const TCP_OCTETS = 20;
/** Multicast DNS (RFC 6762) has its port, and is none of this. */
const MULTICAST = new Set(["224.0.0.251", "ff02::fb"]);

/** One frame as it was captured. */
export interface Frame {
  readonly octets: Uint8Array;
  /** How long it was on the wire. */
  readonly wholeLength: number;
  readonly linkType: number;
}

/** Both ends of a packet. */
interface Ends {
  readonly source: string;
  readonly sourcePort: number;
  readonly target: string;
  readonly targetPort: number;
}

/** Takes the frames of a capture one after the other. */
export class PacketReader {
  readonly #sink: TrafficSink;
  readonly #ports: ReadonlySet<number>;
  readonly #streams = new TcpStreams();

  constructor(sink: TrafficSink, ports: ReadonlySet<number>) {
    this.#sink = sink;
    this.#ports = ports;
  }

  /** Reads a frame. Never throws. */
  read(frame: Frame): void {
    this.#skip(this.#read(frame));
  }

  #skip(reason: SkipReason | undefined): void {
    if (reason !== undefined) this.#sink.skip(reason);
  }

  #read({ octets, wholeLength, linkType }: Frame): SkipReason | undefined {
    const link = payloadOf(octets, linkType);
    if (typeof link === "string") return link;
    if (link === undefined) return "not DNS";
    const packet = internetPacket(link);
    if (typeof packet === "string") return packet;
    const { protocol, payload, length } = packet;
    if (protocol !== UDP && protocol !== TCP) return "not DNS";
    if (payload.length < UDP_OCTETS) return wholeLength > octets.length ? "cut" : "malformed";
    const ends: Ends = {
      source: writeAddress(packet.source),
      sourcePort: u16At(payload, 0),
      target: writeAddress(packet.target),
      targetPort: u16At(payload, 2),
    };
    if (!this.#isDns(ends)) return "not DNS";
    // A frame of Ethernet may be longer than what it carries, and a captured one shorter.
    const isCut = payload.length < length;
    return protocol === UDP ? this.#readDatagram(payload, isCut, ends) : this.#readSegment(payload, isCut, ends);
  }

  #isDns({ sourcePort, target, targetPort }: Ends): boolean {
    return (this.#ports.has(sourcePort) || this.#ports.has(targetPort)) && !MULTICAST.has(target);
  }

  #readDatagram(payload: Uint8Array, isCut: boolean, ends: Ends): SkipReason | undefined {
    const length = u16At(payload, 4);
    if (isCut) return "cut";
    if (length < UDP_OCTETS || length > payload.length) return "malformed";
    return this.#readMessage(payload.subarray(UDP_OCTETS, length), ends, "udp");
  }

  #readSegment(payload: Uint8Array, isCut: boolean, ends: Ends): SkipReason | undefined {
    const head = (octetAt(payload, 12) >> 4) * 4;
    if (payload.length < TCP_OCTETS || head < TCP_OCTETS) return isCut ? "cut" : "malformed";
    const { source, sourcePort, target, targetPort } = ends;
    return this.#streams.add(
      `${source} ${sourcePort} ${target} ${targetPort}`,
      {
        sequence: u32At(payload, 4, false),
        flags: octetAt(payload, 13),
        octets: payload.subarray(Math.min(head, payload.length)),
        isCut,
      },
      (message) => this.#skip(this.#readMessage(message, ends, "tcp")),
    );
  }

  #readMessage(octets: Uint8Array, ends: Ends, via: "udp" | "tcp"): SkipReason | undefined {
    const message = seenMessage(octets);
    if (typeof message === "string") return message;
    const { isReply } = message;
    // A query goes to the port of a server, and its reply comes from there.
    if (!this.#ports.has(isReply ? ends.sourcePort : ends.targetPort)) return "not DNS";
    const client = isReply ? ends.target : ends.source;
    const port = isReply ? ends.targetPort : ends.sourcePort;
    this.#sink.exchange(message, { client, port, via });
    return undefined;
  }
}
