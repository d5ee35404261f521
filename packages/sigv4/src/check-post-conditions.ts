// Whether the fields of a form are as its policy asks, in S3's own words.
import { SignatureError } from './errors.js';
import type { FieldCondition } from './post-policy.js';

/**
 * Refuses a condition that does not hold, and a field that has none (S3 API Reference, "POST
 * policy"). A field that is asked about must be there, also when any value would do.
 * Throws AccessDenied.
 */
export function checkPostConditions(
  fields: ReadonlyMap<string, string>,
  conditions: readonly FieldCondition[],
): void {
  for (const condition of conditions) {
    if (holds(condition, fields.get(condition.field))) continue;
    const { operator, field, value } = condition;
    throw refused(`Policy Condition failed: ${JSON.stringify([operator, `$${field}`, value])}`);
  }
  const covered = new Set(conditions.map(({ field }) => field));
  const extra = [...fields.keys()].filter((name) => !covered.has(name));
  if (extra.length > 0) throw refused(`Extra input fields: ${extra.join(', ')}`);
}

function holds({ operator, field, value }: FieldCondition, found: string | undefined): boolean {
  if (found === undefined) return false;
  switch (operator) {
    case 'eq':
      return found === value;
    case 'starts-with':
      return valuesOf(field, found).every((each) => each.startsWith(value));
    default:
      return operator satisfies never;
  }
}

/** A content type with commas is a list, and each value in it must meet the condition. */
function valuesOf(field: string, found: string): readonly string[] {
  return field === 'content-type' ? found.split(',').map((each) => each.trim()) : [found];
}

function refused(reason: string): SignatureError {
  return new SignatureError('AccessDenied', `Invalid according to Policy: ${reason}`);
}
