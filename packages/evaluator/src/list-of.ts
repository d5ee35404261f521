// Values of a policy or a request in a sentence.

/** Each between backticks, with commas between them. */
export function listOf(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : values.map((value) => `\`${value}\``).join(', ');
}
