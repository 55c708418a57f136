/** The step of the tour that is being taken: what it says, and the way on and back. */
import { X } from "lucide-react";
import { TOUR } from "../../lib/studio/tour/steps.ts";
import { tourStep } from "../../lib/studio/tour/tour-slice.ts";
import { useActions, useStudio } from "../studio/store-context.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { Sentence } from "../ui/sentence.tsx";
import styles from "./tour-card.module.css";

export function TourCard() {
  const tour = useStudio((state) => state.tour);
  const { stepTour, endTour } = useActions();
  const step = tourStep(tour);
  if (step === undefined || tour.at === undefined) return null;
  const isLast = tour.at === TOUR.length - 1;
  return (
    <section
      className={styles.card}
      aria-label="Tour"
      data-part={step.part}
      onKeyDown={(event) => {
        if (event.key === "Escape") void endTour();
      }}
    >
      <header className={styles.header}>
        <h2 className={styles.title}>{step.title}</h2>
        <span className={styles.count}>
          {tour.at + 1} of {TOUR.length}
        </span>
        <IconButton label="End the tour" keys="Esc" onClick={() => void endTour()}>
          <X size={16} aria-hidden />
        </IconButton>
      </header>
      <p>
        <Sentence text={step.text} />
      </p>
      <div className={styles.actions}>
        <Button disabled={tour.at === 0} onClick={() => void stepTour(-1)}>
          Back
        </Button>
        {/* Stays where it is from step to step, so that Enter takes the whole tour. */}
        <Button look="primary" aria-busy={tour.isBusy} ref={focusOnce} onClick={() => void stepTour(1)}>
          {isLast ? "Finish" : "Next"}
        </Button>
      </div>
    </section>
  );
}

/** The tour begins at its button. */
function focusOnce(button: HTMLButtonElement | null): void {
  button?.focus();
}
