/** Why loop did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  otherType: "loop looks at HINFO questions only",
  off: "the probe for loops is over",
  otherName: "this is not the probe, which asks for {probe}",
  probe: "this is the probe for loops, seen {times} times",
  found: "the probe for loops came back to this server: its queries go in a circle",
});
