/**
 * Domain names in presentation format (RFC 1035 section 5.1): absolute, with a dot at the end, special octets escaped
 * as `\.` or `\DDD`. A `Name` keeps the case in which it came (RFC 4343); a `CanonicalName` is lower-case and is what
 * look-ups and comparisons use.
 */

declare const nameBrand: unique symbol;
declare const canonicalBrand: unique symbol;

/** An absolute domain name in presentation format, in its original case. */
export type Name = string & { readonly [nameBrand]: true };
/** An absolute domain name in presentation format, in lower case: the form that is compared and looked up. */
export type CanonicalName = Name & { readonly [canonicalBrand]: true };
