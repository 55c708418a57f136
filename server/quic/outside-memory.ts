/**
 * What the library holds of a connection lies outside V8's heap, behind an object that looks tiny from inside: thousands
 * that are over would stay until V8 has something else to collect. A buffer beside each tells V8 what is at stake.
 */

/** What a connection takes: some 24 KiB at once, 40 with its handshake, and more with what waits on its streams. */
const OUTSIDE_OCTETS = 64 * 1024;

/** A buffer of that size. One that can be resized is mapped, not written: as nobody touches it, it takes no memory. */
export function outsideMemory(): ArrayBuffer {
  return new ArrayBuffer(OUTSIDE_OCTETS, { maxByteLength: OUTSIDE_OCTETS });
}
