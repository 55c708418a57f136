/** The tour's card, while somebody takes the tour. */
import { later } from "../ui/later.tsx";
import { useStudio } from "./store-context.tsx";

const TourCard = later(async () => (await import("../tour/tour-card.tsx")).TourCard);

export function Tour() {
  const isOn = useStudio(({ tour }) => tour.at !== undefined);
  return isOn ? <TourCard /> : null;
}
