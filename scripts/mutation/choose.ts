/** Which of very many mutants are tried: the same ones for the same seed. */
import type { Mutant } from "./mutants.ts";

/** Chance that is the same for the same seed. */
interface Random {
  below(limit: number): number;
}

/** A file: how many lines it has, and what may be changed in it. */
export interface MutableFile {
  readonly lines: number;
  readonly mutants: readonly Mutant[];
}

/**
 * Takes lines by chance, each as likely as any other, so that a long file gets more mutants than a short one, and of each
 * the next mutant that stands at it or below. None is taken twice, nor two of one place.
 */
export function chooseMutants(files: readonly MutableFile[], count: number, random: Random): readonly Mutant[] {
  const left = files.map(({ lines, mutants }) => ({ lines, mutants: [...mutants] }));
  const chosen: Mutant[] = [];
  while (chosen.length < count) {
    const open = left.filter(({ mutants }) => mutants.length > 0);
    if (open.length === 0) break;
    let line = random.below(open.reduce((sum, { lines }) => sum + lines, 0)) + 1;
    const file = open.find(({ lines }) => {
      if (line <= lines) return true;
      line -= lines;
      return false;
    });
    if (file === undefined) break;
    const next = file.mutants.find((mutant) => mutant.line >= line) ?? file.mutants[0];
    if (next === undefined) break;
    const atPlace = file.mutants.filter(({ start, end }) => start === next.start && end === next.end);
    chosen.push(atPlace[random.below(atPlace.length)] ?? next);
    file.mutants = file.mutants.filter((mutant) => !atPlace.includes(mutant));
  }
  return chosen;
}
