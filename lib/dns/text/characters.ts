/** Codes of the characters that mean something in master files (RFC 1035 section 5.1). */

export const TAB = 0x09;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const OPEN = 0x28;
export const CLOSE = 0x29;
export const SEMICOLON = 0x3b;
export const BACKSLASH = 0x5c;
