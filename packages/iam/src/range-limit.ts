// How many rows are asked for.

/** @throws TypeError when it is no whole number, or below zero, which databases read as no limit */
export function checkLimit(limit: number): void {
  if (!Number.isSafeInteger(limit) || limit < 0) {
    throw new TypeError(`a limit is a whole number, not ${limit}`);
  }
}
