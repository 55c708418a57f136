/** The manual page of a plugin. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ManualPage } from "../../../components/manual/manual-page.tsx";
import { getManual } from "../../api/_lib/engine.ts";

interface Props {
  readonly params: Promise<{ readonly name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await params;
  return { title: `${name} · Corefile Studio` };
}

export default async function Page({ params }: Props) {
  const { name } = await params;
  const text = await getManual(name);
  if (text === undefined) notFound();
  return <ManualPage name={name} text={text} />;
}
