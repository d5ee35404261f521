// The AWS error code of a response.

/** How much of a body is looked at; an error document is short. */
const bodyLength = 65_536;

/**
 * Reads the code from `x-amzn-errortype`, or from the start of an XML or JSON body (AWS JSON 1.1,
 * rest-json and Query protocols of Smithy, "Operation error serialization"). The response can
 * still be read. Undefined when it names none.
 */
export async function errorCode(response: Response): Promise<string | undefined> {
  const header = response.headers.get('x-amzn-errortype');
  if (header) return bareCode(header);
  const text = await startOf(response.clone());
  const found = inXml.exec(text) ?? inJson.exec(text);
  return found?.[1] === undefined ? undefined : bareCode(found[1]);
}

const inXml = /<Code>([^<]{1,256})<\/Code>/;
const inJson = /"(?:__type|[cC]ode)"\s*:\s*"([^"]{1,256})"/;

/** `aws.protocols#Throttling:http://…` is `Throttling`. */
function bareCode(text: string): string {
  return (text.split(':', 1)[0] ?? '').replace(/^.*#/, '').trim();
}

async function startOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let text = '';
  while (reader !== undefined && text.length < bodyLength) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  // The other half of the clone goes on; waiting for both to be cancelled would be waiting for it.
  void reader?.cancel().catch(() => undefined);
  return text;
}
