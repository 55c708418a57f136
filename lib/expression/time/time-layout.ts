/** Layouts of times: the reference time, 15:04:05 on Monday, 2 January 2006, written as wanted (Go, package time). */

/** A part of a layout: something of the time, or what stands there as it is. */
export interface LayoutPart {
  readonly kind: "field" | "literal";
  readonly text: string;
}

/** In the order in which they are tried at a place. */
const FIELD =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|01|02|03|04|05|06|2006|15|PM|pm|Z070000|Z07:00:00|Z0700|Z07:00|Z07|-070000|-07:00:00|-0700|-07:00|-07|__2|_2(?!006)|1|2|3|4|5|[.,]0+(?!\d)|[.,]9+(?!\d)/y;

/** Takes a layout apart. */
export function readLayout(layout: string): readonly LayoutPart[] {
  const parts: LayoutPart[] = [];
  let literal = "";
  for (let at = 0; at < layout.length; ) {
    FIELD.lastIndex = at;
    const text = FIELD.exec(layout)?.[0];
    if (text === undefined) {
      literal += layout.charAt(at++);
      continue;
    }
    if (literal !== "") parts.push({ kind: "literal", text: literal });
    literal = "";
    parts.push({ kind: "field", text });
    at += text.length;
  }
  return literal === "" ? parts : [...parts, { kind: "literal", text: literal }];
}
