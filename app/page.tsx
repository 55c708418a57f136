/** The studio is one page. */
import { StudioLoader } from "../components/studio/studio-loader.tsx";

export default function Page() {
  return <StudioLoader />;
}
