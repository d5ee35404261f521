// The one comparison for what must not leak by its timing.

/**
 * Whether two texts are equal, in a time that depends on the length of `actual` alone, in every
 * runtime. The length of a signature is no secret.
 */
export function constantTimeEqual(expected: string, actual: string): boolean {
  let difference = expected.length ^ actual.length;
  for (let index = 0; index < actual.length; index++) {
    // Beyond the end charCodeAt is NaN, which ^ reads as 0; the lengths already differ then.
    difference |= expected.charCodeAt(index) ^ actual.charCodeAt(index);
  }
  return difference === 0;
}
