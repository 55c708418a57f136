/** Why loop did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  otherType: "loop looks at HINFO questions only",
  off: "the loop probe is over",
  otherName: "this is not the loop probe, which asks for {probe}",
  probe: "this is the loop probe; times seen: {times}",
  found: "the loop probe came back to this server: its queries go in a circle",
});
