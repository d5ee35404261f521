// A refusal as HTTP: AWS's error document in the service's dialect.
import { XMLBuilder } from 'fast-xml-parser';
import Negotiator from 'negotiator';
import type { DialectRules, ErrorFormat } from './dialect.js';
import { findHeader, type RequestHead } from './incoming-request.js';
import { awsJsonContentType } from './json-protocol.js';
import type { Refusal } from './refusal.js';

/** An HTTP response, complete. */
export interface GateResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a refusal is written with. */
export interface RefusalSetting {
  readonly requestId: string;
  /** Tells the caller why; for development. */
  readonly explain: boolean;
  readonly dialect: DialectRules;
  /** The server's time, by which callers correct their clocks. */
  readonly now: Date;
}

/**
 * Writes a refusal in the service's dialect: the way IAM and STS write errors, `ErrorResponse` in XML
 * and the same members in JSON (IAM API Reference, "Common Errors"), or S3's `Error` (S3 API
 * Reference, "Error responses"), or `__type` and `message` (Smithy, "AWS JSON 1.1 protocol", Operation
 * error serialization). The code and the request id stand in headers too, for answers without a body.
 */
export function writeRefusal(
  request: RequestHead,
  refusal: Refusal,
  { requestId, explain, dialect, now }: RefusalSetting,
): GateResponse {
  const { code, status, region } = refusal;
  const shown = explain ? refusal : { ...refusal, explanation: [] };
  const { type, body } = documents[dialect.document](shown, request, { requestId, dialect });
  return {
    status,
    headers: {
      'content-type': type,
      'cache-control': 'no-store',
      date: now.toUTCString(),
      'x-amzn-errortype': code,
      'x-amzn-requestid': requestId,
      // Where clients look for it, that of HEAD in particular (S3 API Reference, "HeadBucket").
      ...(region !== undefined && { 'x-amz-bucket-region': region }),
      ...(status === 503 && { 'retry-after': '1' }),
    },
    body,
  };
}

/** An error document of one shape. */
type WriteDocument = (
  refusal: Refusal,
  request: RequestHead,
  setting: Pick<RefusalSetting, 'requestId' | 'dialect'>,
) => { readonly type: string; readonly body: string };

const documents: Readonly<Record<DialectRules['document'], WriteDocument>> = {
  __type: ({ code, message, explanation }, request) => {
    const shown = explanation.length > 0 ? { explanation } : {};
    return {
      type: awsJsonContentType(request) ?? 'application/json; charset=utf-8',
      body: JSON.stringify({ __type: code, message, ...shown }),
    };
  },
  Error: ({ code, message, explanation, region }, _request, { requestId }) => ({
    type: 'application/xml; charset=utf-8',
    body: xml.build({
      Error: {
        ...{ Code: code, Message: message },
        ...(region !== undefined && { Region: region }),
        ...(explanation.length > 0 && { Explanation: explanation }),
        RequestId: requestId,
      },
    }),
  }),
  ErrorResponse: ({ code, fault, message, explanation }, request, { requestId, dialect }) => {
    const shown = explanation.length > 0 ? { Explanation: explanation } : {};
    const error = {
      Error: { Type: fault, Code: code, Message: message, ...shown },
      RequestId: requestId,
    };
    const type = negotiate(request, dialect.formats);
    const isJson = type === 'application/json';
    const body = isJson ? JSON.stringify(error) : xml.build({ ErrorResponse: error });
    return { type: `${type}; charset=utf-8`, body };
  },
};

/** What XML 1.0 has no way to write, not even escaped (section 2.2, Char). */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const xml = new XMLBuilder({
  format: true,
  tagValueProcessor: (_name, value) => String(value).replaceAll(NOT_XML, '\uFFFD'),
});

function negotiate(request: RequestHead, formats: DialectRules['formats']): ErrorFormat {
  const headers = { accept: findHeader(request, 'accept') ?? '*/*' };
  const accepted = new Negotiator({ headers }).mediaType([...formats]);
  return formats.find((each) => each === accepted) ?? formats[0];
}
