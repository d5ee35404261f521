// The shape of an ARN pattern in an ARN condition operator.

/**
 * Whether `text` can be compared with an ARN part by part: six parts starting with `arn`, or fewer
 * where a `*` at the end stands for the rest.
 */
export function isArnPattern(text: string): boolean {
  if (text === '*') return true;
  const parts = text.split(':');
  return parts[0] === 'arn' && (parts.length >= 6 || text.endsWith('*'));
}
