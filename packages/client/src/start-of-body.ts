// The start of a body, for documents that are known to be short.

/** Reads at most about so many characters, and leaves the rest. */
export async function startOfBody(response: Response, length: number): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  while (reader !== undefined && text.length < length) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  // The other half of a clone goes on; waiting for both to be cancelled would be waiting for it.
  void reader?.cancel().catch(() => undefined);
  return text;
}
