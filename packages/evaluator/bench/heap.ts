// What the process holds on to, and a clean start before a measurement.

/** Bytes of heap that are reachable, memory of wasm and of buffers included. */
export function reachableBytes(): number {
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** A full collection. */
export function collectGarbage(): void {
  requireGc()();
}

/** A collection of the young objects: cheap, and enough not to pay for what others left. */
export function collectYoungGarbage(): void {
  requireGc()({ type: 'minor' });
}

type CollectGarbage = (options?: { readonly type: 'minor' }) => void;

function requireGc(): CollectGarbage {
  if (typeof gc !== 'function') throw new TypeError('expected `node --expose-gc`, found no `gc`');
  return gc as CollectGarbage;
}
