import { expect, test } from "vitest";
import { QuestionTable } from "./question-table.ts";

const asked = (name: string, from?: string) => ({ name, type: "A", class: "IN", from, via: undefined, do: false });

test("the same question is one row, with what was replied", () => {
  const table = new QuestionTable("a test");
  table.add(asked("www.example.org.", "192.0.2.1"), "NOERROR");
  table.add(asked("www.example.org.", "192.0.2.1"), "SERVFAIL");
  table.add(asked("www.example.org.", "192.0.2.1"), "SERVFAIL");
  table.add(asked("www.example.org.", "192.0.2.2"), undefined);
  expect(table.list()).toEqual([
    {
      name: "www.example.org.",
      type: "A",
      from: "192.0.2.1",
      count: 3,
      source: "a test",
      codes: [
        { code: "SERVFAIL", count: 2 },
        { code: "NOERROR", count: 1 },
      ],
    },
    { name: "www.example.org.", type: "A", from: "192.0.2.2", count: 1, source: "a test", codes: [] },
  ]);
  expect([table.asked, table.size, table.codes()[0]]).toEqual([4, 1, { code: "SERVFAIL", count: 2 }]);
});

test("memory is bounded: what was asked least goes first, and is told", () => {
  const table = new QuestionTable("a test", 100);
  for (let turn = 0; turn < 3; turn++) table.add(asked("often.example.org."), undefined);
  for (let number = 0; number < 1000; number++) table.add(asked(`once-${number}.example.org.`), undefined);
  for (let turn = 0; turn < 5; turn++) table.add(asked("late.example.org."), undefined);
  expect(table.size).toBeLessThanOrEqual(100);
  expect(table.list(2).map(({ name, count }) => `${name} ${count}`)).toEqual([
    "late.example.org. 5",
    "often.example.org. 3",
  ]);
  const kept = table.list().reduce((sum, { count }) => sum + count, 0);
  expect([table.asked, table.dropped]).toEqual([1008, 1008 - kept]);
});

test("some clients of a question are kept apart, and those that were replied to otherwise", () => {
  const table = new QuestionTable("a test");
  for (let host = 1; host <= 50; host++) table.add(asked("www.example.org.", `192.0.2.${host}`), "NOERROR");
  table.add(asked("www.example.org.", "198.51.100.7"), "REFUSED");
  table.add(asked("www.example.org.", "198.51.100.8"), "REFUSED");
  expect(table.list().map(({ from, count, codes }) => `${from} ${count} ${codes[0]?.code}`)).toEqual([
    "192.0.2.1 47 NOERROR",
    "192.0.2.2 1 NOERROR",
    "192.0.2.3 1 NOERROR",
    "192.0.2.4 1 NOERROR",
    "198.51.100.7 2 REFUSED",
  ]);
});
