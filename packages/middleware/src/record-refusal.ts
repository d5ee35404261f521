// A refusal on its way to the caller.
import { decisionRecord, type Trail } from './decision-record.js';
import { type Refusal, refusalIn } from './refusal.js';
import type { Stages } from './stages.js';

/**
 * Records a refusal and gives it in the words of the service. It stands whether or not it can be
 * recorded; a record that is lost is reported.
 */
export async function recordRefusal(
  { dialect, audit, onError }: Stages,
  trail: Trail,
  found: Refusal,
): Promise<Refusal> {
  const refusal = refusalIn(dialect, found, trail.request);
  try {
    await audit.record(decisionRecord(trail, refusal));
  } catch (error) {
    onError(error, trail.requestId);
  }
  return refusal;
}
