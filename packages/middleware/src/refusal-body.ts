// A refusal as HTTP: AWS's error document in the format that the caller accepts.
import { XMLBuilder } from 'fast-xml-parser';
import Negotiator from 'negotiator';
import { findHeader, type RequestHead } from './incoming-request.js';
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
}

/**
 * Writes a refusal the way IAM and STS write errors: `ErrorResponse` in XML, the same members in
 * JSON (IAM API Reference, "Common Errors"), JSON when the caller accepts both alike. The code and
 * the request id stand in headers too, for answers without a body.
 */
export function writeRefusal(
  request: RequestHead,
  refusal: Refusal,
  { requestId, explain }: RefusalSetting,
): GateResponse {
  const { code, status, fault, message, explanation } = refusal;
  const shown = explain && explanation.length > 0 ? { Explanation: explanation } : {};
  const content = {
    Error: { Type: fault, Code: code, Message: message, ...shown },
    RequestId: requestId,
  };
  const type = negotiate(request);
  return {
    status,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'no-store',
      'x-amzn-errortype': code,
      'x-amzn-requestid': requestId,
      ...(status === 503 && { 'retry-after': '1' }),
    },
    body:
      type === 'application/json' ? JSON.stringify(content) : xml.build({ ErrorResponse: content }),
  };
}

/** What XML 1.0 has no way to write, not even escaped (section 2.2, Char). */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const xml = new XMLBuilder({
  format: true,
  tagValueProcessor: (_name, value) => String(value).replaceAll(NOT_XML, '\uFFFD'),
});

function negotiate(request: RequestHead): string {
  const headers = { accept: findHeader(request, 'accept') ?? '*/*' };
  const accepted = ['application/json', 'application/xml', 'text/xml'];
  return new Negotiator({ headers }).mediaType(accepted) ?? 'application/json';
}
