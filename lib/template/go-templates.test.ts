/** Actions, pipelines, functions and formats over values of all kinds: what text/template 1.26 makes of each. */
import { expect, test } from "vitest";
import { RECORDED } from "./_test/recorded.ts";
import { outcomeOf } from "./_test/sample.ts";

test.each(RECORDED)("%j", (template, outcome) => expect(outcomeOf(template)).toBe(outcome));
