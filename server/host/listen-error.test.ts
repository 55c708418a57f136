import { expect, test } from "vitest";
import { listenErrorText } from "./listen-error.ts";

const words = {
  EADDRINUSE: "listen tcp 127.0.0.1:53: bind: address already in use",
  EACCES: "listen tcp 127.0.0.1:53: bind: permission denied",
  EMFILE: "listen tcp 127.0.0.1:53: socket: too many open files",
  ENFILE: "listen tcp 127.0.0.1:53: socket: too many open files in system",
};

test.each(Object.entries(words))("%s is said in Go's words", (code, text) => {
  const error = Object.assign(new Error(`listen ${code}: its own words`), { code });
  expect(listenErrorText("tcp", "127.0.0.1:53", error)).toBe(text);
});
