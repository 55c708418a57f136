/** What each side says first on its control stream (RFC 9114 section 7.2.4). */
import { Http3Code, Http3Error } from "./error.ts";
import { FrameType, joined, writeFrame } from "./frames.ts";
import { readVarint, writeVarint } from "./varint.ts";

/** What a unidirectional stream is, by its first number (section 6.2; RFC 9204 section 4.2). */
export const StreamType = { CONTROL: 0x00, PUSH: 0x01, QPACK_ENCODER: 0x02, QPACK_DECODER: 0x03 } as const;

/** Settings of HTTP/2 that HTTP/3 does not have. */
const FORBIDDEN: ReadonlySet<number> = new Set([0x00, 0x02, 0x03, 0x04, 0x05]);
const MAX_FIELD_SECTION_SIZE = 0x06;

/** The beginning of a control stream. Nothing is said of QPACK's tables: there are none, and so the other side has none. */
export function writeControlStream(maxFieldOctets: number): Uint8Array {
  const settings = joined(writeVarint(MAX_FIELD_SECTION_SIZE), writeVarint(maxFieldOctets));
  return joined(writeVarint(StreamType.CONTROL), writeFrame(FrameType.SETTINGS, settings));
}

/** Checks what the other side says. Throws `Http3Error`. */
export function checkSettings(payload: Uint8Array): void {
  const seen = new Set<number>();
  for (let at = 0; at < payload.length; ) {
    const id = readVarint(payload, at);
    const value = id === undefined ? undefined : readVarint(payload, id.end);
    if (id === undefined || value === undefined) throw new Http3Error(Http3Code.FRAME_ERROR, "settings that break off");
    if (FORBIDDEN.has(id.value) || seen.has(id.value)) {
      throw new Http3Error(Http3Code.SETTINGS_ERROR, `setting ${id.value}`);
    }
    seen.add(id.value);
    at = value.end;
  }
}
