/** What plugins offer transfer, and what transfer offers them. */
import { Key } from "../../chain/key.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { transferOf } from "../../zone/transfer.ts";
import type { Zone } from "../../zone/zone.ts";

/**
 * A whole zone, or its SOA record alone for somebody who has it already. The SOA record comes first and once more at the
 * end; the records are taken bit by bit while queries are answered, so they are those of one moment.
 */
export type TransferredRecords = Iterable<readonly ResourceRecord[]>;

/** What comes of a transfer; a text is why it fails, as errors logs it. */
export type Transferred =
  | { readonly kind: "records"; readonly records: TransferredRecords }
  | { readonly kind: "not authoritative" }
  | { readonly kind: "failed"; readonly text: string };

/** The plugin has no zone of this name at its apex: the next one is asked. */
export const NOT_AUTHORITATIVE: Transferred = { kind: "not authoritative" };

/** What comes of the transfer of a zone; one without data, or without an SOA record in them, fails. */
export function zoneTransfer(zone: Zone | undefined, serial: number): Transferred {
  const records = zone === undefined ? undefined : transferOf(zone, serial);
  return records === undefined ? { kind: "failed", text: "no SOA" } : { kind: "records", records };
}

/**
 * Gives out a zone (CoreDNS, transfer.Transferer). `serial` is that of the zone that the client has; 0 for none, when the
 * whole zone is wanted.
 */
export type Transferer = (zone: CanonicalName, serial: number) => Transferred;

/** A plugin's zones; read at the start. */
export const TRANSFER = new Key<Transferer>();

/**
 * Notifies the secondaries of a zone that it has changed (CoreDNS, transfer.Notify), and gives why some did not accept
 * that. Only the primary of several workers does.
 */
export type Notifier = (zone: CanonicalName) => Promise<string | undefined>;

/** What the transfer plugin of a block offers. */
export const NOTIFY = new Key<Notifier>();
