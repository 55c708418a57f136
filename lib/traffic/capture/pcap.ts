/** Captures of tcpdump in the older format (draft-ietf-opsawg-pcap). */
import { OctetQueue, u32At } from "../octet-queue.ts";
import type { TrafficReader } from "../sink.ts";
import type { PacketReader } from "./packet.ts";

const FILE_OCTETS = 24;
const RECORD_OCTETS = 16;
/** tcpdump takes no larger snapshots. */
export const MOST_FRAME_OCTETS = 262_144;
/** The frame check sequence may be told in the upper bits. */
const LINK_BITS = 0x0fff_ffff;

export class PcapReader implements TrafficReader {
  readonly #queue = new OctetQueue();
  readonly #packets: PacketReader;
  #link: { readonly type: number; readonly isLittle: boolean } | undefined;
  damage: string | undefined;

  constructor(packets: PacketReader) {
    this.#packets = packets;
  }

  push(octets: Uint8Array): void {
    if (this.damage !== undefined) return;
    this.#queue.push(octets);
    while (this.#readNext());
  }

  end(): void {
    if (this.damage === undefined && this.#queue.length > 0) this.damage = "the file ends within a packet";
  }

  #readNext(): boolean {
    if (this.#link === undefined) {
      const head = this.#queue.take(FILE_OCTETS);
      if (head === undefined) return false;
      const isLittle = head[0] === 0xd4 || head[0] === 0x4d;
      this.#link = { type: u32At(head, 20, isLittle) & LINK_BITS, isLittle };
      return true;
    }
    const { type, isLittle } = this.#link;
    const head = this.#queue.peek(RECORD_OCTETS);
    if (head === undefined) return false;
    const length = u32At(head, 8, isLittle);
    const wholeLength = u32At(head, 12, isLittle);
    if (length > MOST_FRAME_OCTETS) {
      this.damage = `the packet at octet ${this.#queue.taken} cannot be as long as it says`;
      this.#queue.clear();
      return false;
    }
    const record = this.#queue.take(RECORD_OCTETS + length);
    if (record === undefined) return false;
    this.#packets.read({ octets: record.subarray(RECORD_OCTETS), wholeLength, linkType: type });
    return true;
  }
}
