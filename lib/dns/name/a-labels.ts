/** Names in the letters of people's languages as DNS has them: A-labels (RFC 5890 section 2.3.2.1, RFC 5891 section 4). */
import { encodePunycode } from "./punycode.ts";

/** What a keyboard may give for a dot between labels (UTS 46 section 4). */
const DOTS = /[.\u3002\uff0e\uff61]/u;
/** What is not seen and means nothing in a name: soft hyphens, joiners of words, variation selectors (UTS 46). */
const IGNORED = /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu;

/** Whether a text has letters that a name in DNS has only as A-labels. */
export function isInternational(text: string): boolean {
  return /\P{ASCII}/u.test(text);
}

/**
 * The name with each label that needs it as an A-label: in lower case, composed, in Punycode. Undefined when a label has
 * what no name can have: nothing visible, a control character, or a mark at its start.
 */
export function toALabels(text: string): string | undefined {
  const labels = text.split(DOTS).map(toALabel);
  return labels.includes(undefined) ? undefined : labels.join(".");
}

function toALabel(label: string): string | undefined {
  if (!isInternational(label)) return label;
  // One letter at a time: the small sigma of the end of a word is another letter (UTS 46 maps neither to the other).
  const folded = Array.from(label.replace(IGNORED, "").normalize("NFKC"), (character) => character.toLowerCase());
  const mapped = folded.join("").normalize("NFC");
  if (!isInternational(mapped)) return mapped === "" ? undefined : mapped;
  if (/^\p{M}|[\p{Cc}\p{Cs}\p{Cn}\p{Z}]/u.test(mapped)) return undefined;
  return `xn--${encodePunycode(mapped)}`;
}
