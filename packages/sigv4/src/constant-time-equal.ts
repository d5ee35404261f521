// The one comparison for what must not leak by its timing.

/**
 * Whether two texts are equal, in a time that depends on the length of `actual` alone, in every
 * runtime. The length of a signature is no secret.
 */
export function constantTimeEqual(expected: string, actual: string): boolean {
  const { length } = actual;
  let difference = expected.length ^ length;
  for (let index = 0; index < length; index++) {
    // Beyond the end charCodeAt is NaN, which ^ reads as 0; the lengths already differ then.
    difference |= expected.charCodeAt(index) ^ actual.charCodeAt(index);
  }
  return difference === 0;
}
