/** The steps of the tour: what each says, which part of the window it shows, and what it does there. */
import { MENDED, TRAP } from "./tour-corefile.ts";

/** A part of the window that a step speaks of. */
export type TourPart = "editor" | "reply" | "why" | "chain" | "upstreams" | "pod" | "help";

export interface TourStep {
  readonly title: string;
  /** Short sentences; words of a Corefile stand in backquotes. */
  readonly text: string;
  readonly part: TourPart;
  /** The Corefile as the step has it. */
  readonly corefile: string;
  /** The name that it asks for, type A. */
  readonly asks?: string;
}

const PINNED = "db.corp.example.org";
const OTHER = "www.example.net";

export const TOUR: readonly TourStep[] = [
  {
    title: "A Corefile with a trap",
    text: "`hosts` pins one name, `forward` has all others: so it looks. What you type here is checked with CoreDNS's own words, and served at once, saved or not.",
    part: "editor",
    corefile: TRAP,
  },
  {
    title: "Ask it",
    text: "The tour has asked for the pinned name. A DNS server answered over a real socket: `hosts`, with the address of line 6.",
    part: "reply",
    corefile: TRAP,
    asks: PINNED,
  },
  {
    title: "Why did it fail?",
    text: "Every other name fails. The first sentence says why: `hosts` takes all names and has no `fallthrough`, so the chain ends there. Click a step, and the editor shows its line.",
    part: "why",
    corefile: TRAP,
    asks: OTHER,
  },
  {
    title: "The chain as it runs",
    text: "Plugins run in CoreDNS's own order, whatever the order of the lines. `hosts` ended this question; `forward`, after it, was never asked.",
    part: "chain",
    corefile: TRAP,
    asks: OTHER,
  },
  {
    title: "One line mends it",
    text: "The tour has added `fallthrough` in line 7 and asked again. Now `forward` answers. A problem in the list below the editor often has such a fix on a button.",
    part: "reply",
    corefile: MENDED,
    asks: OTHER,
  },
  {
    title: "What if the upstream fails?",
    text: "Here each upstream can be made slow, silent or wrong, and in the tab Cache time can be moved on: see what the cache does before your users do.",
    part: "upstreams",
    corefile: MENDED,
  },
  {
    title: "As a pod sees it",
    text: "A pod asks with a search list, so one look-up is many questions. With a cluster, yours or the model, this shows each of them, and what they cost.",
    part: "pod",
    corefile: MENDED,
  },
  {
    title: "Your turn",
    text: "Every example has a story and questions to try. F1 finds each command, `?` shows the keys, and each plugin has its manual page. The tour takes you back to where you were.",
    part: "help",
    corefile: MENDED,
  },
];
