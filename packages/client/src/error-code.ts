// The AWS error code of a response.
import { startOfBody } from './start-of-body.js';

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
  if (!isDocument.test(response.headers.get('content-type') ?? 'xml')) return undefined;
  const text = await startOfBody(response.clone(), bodyLength);
  const found = inXml.exec(text) ?? inJson.exec(text);
  return found?.[1] === undefined ? undefined : bareCode(found[1]);
}

/** Other bodies may be long, or come as slowly as they like; some services give no type. */
const isDocument = /\b(?:xml|json)\b/i;
const inXml = /<Code>([^<]{1,256})<\/Code>/;
const inJson = /"(?:__type|[cC]ode)"\s*:\s*"([^"]{1,256})"/;

/** `aws.protocols#Throttling:http://…` is `Throttling`. */
function bareCode(text: string): string {
  return (text.split(':', 1)[0] ?? '').replace(/^.*#/, '');
}
