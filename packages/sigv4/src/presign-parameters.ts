// The query parameters of a presigned URL.

/** The names that mean something to the verifier, in the case they must have. */
const presignParameterNames = [
  'X-Amz-Algorithm',
  'X-Amz-Content-Sha256',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-Region-Set',
  'X-Amz-Security-Token',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
] as const;

/** A query parameter that signing sets. */
export type PresignParameterName = (typeof presignParameterNames)[number];

const byFoldedName: ReadonlyMap<string, PresignParameterName> = new Map(
  presignParameterNames.map((name) => [name.toLowerCase(), name]),
);

/** The parameter of that name, given in lower case. */
export function presignParameterName(folded: string): PresignParameterName | undefined {
  return byFoldedName.get(folded);
}
