/** The formats in which CoreDNS writes a line about a query (plugin log): `{common}`, the default, and `{combined}`. */

/** What stands for a value that is not there. */
export const EMPTY_VALUE = "-";
export const COMMON_FORMAT = `{remote}:{port} ${EMPTY_VALUE} {>id} "{type} {class} {name} {proto} {size} {>do} {>bufsize}" {rcode} {>rflags} {rsize} {duration}`;
export const COMBINED_FORMAT = `${COMMON_FORMAT} "{>opcode}"`;
