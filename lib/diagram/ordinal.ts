/** A place in an order, as people write it: 1st, 2nd, 11th. */
export function ordinal(place: number): string {
  const tens = place % 100;
  const ones = place % 10;
  const isTeen = tens >= 11 && tens <= 13;
  const ending = isTeen ? "th" : (["th", "st", "nd", "rd"][ones] ?? "th");
  return `${place}${ending}`;
}
