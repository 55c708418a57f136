/** Captures of Wireshark and tcpdump in the newer format (draft-ietf-opsawg-pcapng). */
import { u16At } from "../../dns/wire/octets.ts";
import { OctetQueue, u32At } from "../octet-queue.ts";
import type { TrafficReader } from "../sink.ts";
import type { PacketReader } from "./packet.ts";
import { MOST_FRAME_OCTETS } from "./pcap.ts";

export const SECTION = 0x0a0d_0d0a;
const INTERFACE = 1;
const OLD_PACKET = 2;
const SIMPLE_PACKET = 3;
const PACKET = 6;
/** Type and length before, length again after. */
const AROUND = 12;
const BODY_AT = 8;
const MOST_BLOCK_OCTETS = 4 * 1024 * 1024;
const MOST_INTERFACES = 4096;

interface Interface {
  readonly linkType: number;
  /** The most octets that are captured of a packet; 0 for no limit. */
  readonly most: number;
}

export class PcapngReader implements TrafficReader {
  readonly #queue = new OctetQueue();
  readonly #packets: PacketReader;
  #isLittle = true;
  #interfaces: Interface[] = [];
  damage: string | undefined;

  constructor(packets: PacketReader) {
    this.#packets = packets;
  }

  push(octets: Uint8Array): void {
    if (this.damage !== undefined) return;
    this.#queue.push(octets);
    while (this.#readBlock());
  }

  end(): void {
    if (this.damage === undefined && this.#queue.length > 0) this.damage = "the file ends within a block";
  }

  #readBlock(): boolean {
    const head = this.#queue.peek(AROUND);
    if (head === undefined) return false;
    // The number of a section reads the same from both ends; what follows tells the order of octets in it.
    if (u32At(head, 0, false) === SECTION) this.#isLittle = head[8] === 0x4d;
    const length = u32At(head, 4, this.#isLittle);
    if (length < AROUND || length > MOST_BLOCK_OCTETS || length % 4 !== 0) {
      this.damage = `the block at octet ${this.#queue.taken} cannot be as long as it says`;
      this.#queue.clear();
      return false;
    }
    const block = this.#queue.take(length);
    if (block === undefined) return false;
    this.#readBody(u32At(block, 0, this.#isLittle), block.subarray(BODY_AT, length - 4));
    return true;
  }

  #readBody(type: number, body: Uint8Array): void {
    const number = (at: number): number => u32At(body, at, this.#isLittle);
    if (type === SECTION) this.#interfaces = [];
    else if (type === INTERFACE && this.#interfaces.length < MOST_INTERFACES) {
      this.#interfaces.push({ linkType: this.#u16(body, 0), most: number(4) });
    } else if (type === PACKET)
      this.#readPacket(body, { from: number(0), captured: number(12), whole: number(16), at: 20 });
    else if (type === OLD_PACKET) {
      this.#readPacket(body, { from: this.#u16(body, 0), captured: number(12), whole: number(16), at: 20 });
    } else if (type === SIMPLE_PACKET) {
      const most = this.#interfaces[0]?.most ?? 0;
      const captured = most === 0 ? number(0) : Math.min(most, number(0));
      this.#readPacket(body, { from: 0, captured, whole: number(0), at: 4 });
    }
  }

  #readPacket(
    body: Uint8Array,
    {
      from,
      captured,
      whole,
      at,
    }: { readonly from: number; readonly captured: number; readonly whole: number; readonly at: number },
  ): void {
    const linkType = this.#interfaces[from]?.linkType;
    if (linkType === undefined || captured > MOST_FRAME_OCTETS) return;
    this.#packets.read({ octets: body.subarray(at, at + captured), wholeLength: whole, linkType });
  }

  #u16(octets: Uint8Array, at: number): number {
    const big = u16At(octets, at);
    return this.#isLittle ? ((big & 0xff) << 8) | (big >> 8) : big;
  }
}
