/** Siblings for a test: hosts that share one of these talk to each other. */
import type { Circle, Siblings } from "../siblings.ts";

export class FakeSiblings implements Siblings {
  readonly #circles = new Map<string, Set<(text: string) => void>>();

  join(topic: string, hear: (text: string) => void): Circle {
    const circle = this.#circles.get(topic) ?? new Set();
    this.#circles.set(topic, circle);
    circle.add(hear);
    return {
      tell(text) {
        for (const other of circle) if (other !== hear) other(text);
      },
      leave: () => void circle.delete(hear),
    };
  }
}
