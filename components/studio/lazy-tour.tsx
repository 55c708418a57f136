/** The tour's card, loaded when the tour begins. */
import { lazy, Suspense } from "react";
import { useStudio } from "./store-context.tsx";

const TourCard = lazy(async () => ({ default: (await import("../tour/tour-card.tsx")).TourCard }));

export function LazyTour() {
  const isOn = useStudio(({ tour }) => tour.at !== undefined);
  return isOn ? (
    <Suspense fallback={null}>
      <TourCard />
    </Suspense>
  ) : null;
}
