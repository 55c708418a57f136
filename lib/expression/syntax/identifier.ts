/** What a name of an expression may look like. */
export const IDENTIFIER = /^[\p{L}_$][\p{L}\p{Nd}_$]*$/u;
