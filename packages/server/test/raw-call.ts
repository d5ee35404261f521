// Calls of the AWS Query protocol made by hand, for what no client of AWS would send.
import { createClient } from '@ostiary/client';

/** An access key, with the token of its session where it has one. */
export interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What came back. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** The text of `<Code>`, or of the member `Code`; empty when there is none. */
  readonly code: string;
}

/** Sends a form as it is written. */
export async function callRaw(
  url: string,
  credentials: Key,
  form: string,
  service = 'iam',
): Promise<RawAnswer> {
  const client = createClient({ credentials, region: 'us-east-1', service, attempts: 1 });
  const answer = await client.fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
  });
  const body = await answer.text();
  const [, inXml, inJson = ''] = /<Code>(.*?)<\/Code>|"Code":"(.*?)"/.exec(body) ?? [];
  return { status: answer.status, headers: answer.headers, body, code: inXml ?? inJson };
}
