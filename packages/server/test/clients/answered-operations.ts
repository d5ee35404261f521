// Which operations a control plane has carried out, by its own count.
import type { ControlPlane } from '../control-plane.js';

/** The names of the operations that were answered without an error, sorted. */
export async function answeredOperations({ url }: ControlPlane): Promise<readonly string[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counted = text.matchAll(/^ostiary_answers_total\{operation="(\w+)",code="ok"\}/gm);
  return [...counted].map(([, name = '']) => name).toSorted();
}
