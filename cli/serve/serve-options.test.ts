import { expect, test } from "vitest";
import { readServeOptions } from "./serve-options.ts";

const DEFAULTS = {
  corefile: undefined,
  defaultPort: "53",
  quiet: false,
  pidFile: undefined,
  workers: 1,
  show: undefined,
};

const cases = {
  nothing: [[], DEFAULTS],
  "one dash": [["-conf", "a", "-dns.port", "1053"], { ...DEFAULTS, corefile: "a", defaultPort: "1053" }],
  "two dashes and an equals sign": [
    ["--conf=a", "--p=1053", "--quiet"],
    { ...DEFAULTS, corefile: "a", defaultPort: "1053", quiet: true },
  ],
  "a switch with a value": [["-quiet=false"], DEFAULTS],
  "the pid file": [["-pidfile", "p"], { ...DEFAULTS, pidFile: "p" }],
  "how many workers": [["-workers", "2"], { ...DEFAULTS, workers: 2 }],
  "no workers": [["-workers=0"], { error: 'invalid value "0" for flag -workers: a number from 1 to 999' }],
  "what to show": [["-version"], { ...DEFAULTS, show: "version" }],
  "the usual log format": [["-log-format", "text"], DEFAULTS],
  "another log format": [["-log-format", "json"], { error: 'log format "json" is not supported yet' }],
  "an unknown flag": [["-nope"], { error: "flag provided but not defined: -nope" }],
  "a flag without its value": [["-conf"], { error: "flag needs an argument: -conf" }],
  "a word too many": [["extra"], { error: "extra command line arguments: [extra]" }],
} as const;

test.each(Object.entries(cases))("%s", (_, [args, gives]) => {
  expect(readServeOptions(args)).toEqual(gives);
});
