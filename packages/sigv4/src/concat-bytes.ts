// Pieces put together.

/** The bytes of all pieces, whose lengths make `length`; a single piece is not copied. */
export async function concatBytes(
  pieces: AsyncIterable<Uint8Array>,
  length: number,
): Promise<Uint8Array> {
  let whole: Uint8Array | undefined;
  let filled = 0;
  for await (const piece of pieces) {
    if (piece.length === length) return piece;
    whole ??= new Uint8Array(length);
    whole.set(piece, filled);
    filled += piece.length;
  }
  return whole ?? new Uint8Array();
}
