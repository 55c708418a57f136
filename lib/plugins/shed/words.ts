/** Why shed did what it did. */
import { defineWords } from "../../explanation/words.ts";

export const words = defineWords({
  full: "1024 replies wait to be sent on this socket: the query is dropped, and nothing is sent",
  room: "there is room among the replies that wait to be sent on this socket",
  notUdp: "the query did not come over UDP, where nothing is dropped",
});
