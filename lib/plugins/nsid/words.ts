/** Why nsid did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  notAsked: "the client did not ask for the server's identifier",
  added: "the client asked for the server's identifier: {identifier}",
  nothingSent: "the client asked for the server's identifier, but no reply came back to put it into",
});
