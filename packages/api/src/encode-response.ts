// What was done, or refused, as an HTTP response of the AWS Query protocol.
import Negotiator from 'negotiator';
import { encodeValue } from './encode-value.js';
import { ERROR_CODES, type ErrorCode } from './error-code.js';
import { findOperation } from './find-operation.js';
import { iamModel } from './generated/iam-model.js';
import { stsModel } from './generated/sts-model.js';
import { jsonFormat } from './json-format.js';
import type { OperationName, OutputOf } from './operation-types.js';
import { writeXml, xmlFormat } from './xml-format.js';

/** An HTTP response, complete. */
export interface EncodedResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an answer is written. */
export interface ResponseSetting {
  readonly requestId: string;
  /** The `Accept` header: XML, unless it would rather have JSON. */
  readonly accept?: string | undefined;
}

/** How a refusal is written. */
export interface ErrorSetting extends ResponseSetting {
  /** The service whose operation it was; undefined where the request named none. */
  readonly service?: 'iam' | 'sts' | undefined;
}

/**
 * Writes what an operation answers: `<CreateUserResponse><CreateUserResult>…`, an operation without an output
 * without a result (IAM API Reference, the examples of each operation).
 *
 * @throws TypeError where the output is not of the operation's type
 */
export function encodeResponse<Name extends OperationName>(
  name: Name,
  output: OutputOf<Name>,
  { requestId, accept }: ResponseSetting,
): EncodedResponse {
  const operation = findOperation(name);
  if (operation === undefined) throw new TypeError(`there is no operation \`${name}\``);
  const { model, service } = operation;
  const content = <Written>(encode: (target: string) => Written) => ({
    ...(model.output === undefined ? {} : { [`${name}Result`]: encode(model.output) }),
    ResponseMetadata: { RequestId: requestId },
  });
  const type = negotiate(accept);
  const body =
    type === JSON_TYPE
      ? JSON.stringify({
          [`${name}Response`]: content((target) =>
            encodeValue(output, target, service.shapes, jsonFormat),
          ),
        })
      : writeXml(
          `${name}Response`,
          service.namespace,
          content((target) => encodeValue(output, target, service.shapes, xmlFormat)),
        );
  return respond(200, type, requestId, body);
}

/**
 * Writes why an operation was refused, with the status of its code (IAM API Reference, "Common Errors").
 */
export function encodeError(
  { code, message }: { readonly code: ErrorCode; readonly message: string },
  { requestId, accept, service }: ErrorSetting,
): EncodedResponse {
  const { status, fault } = ERROR_CODES[code];
  const content = {
    Error: { Type: fault, Code: code, Message: message },
    RequestId: requestId,
  };
  const type = negotiate(accept);
  const namespace = service === undefined ? FAULT_NAMESPACE : NAMESPACES[service];
  const body =
    type === JSON_TYPE ? JSON.stringify(content) : writeXml('ErrorResponse', namespace, content);
  return respond(status, type, requestId, body);
}

const NAMESPACES = { iam: iamModel.namespace, sts: stsModel.namespace };

/** The namespace in which STS refuses what is none of its operations. */
const FAULT_NAMESPACE = 'http://webservices.amazon.com/AWSFault/2005-15-09';

const JSON_TYPE = 'application/json';

function negotiate(accept = '*/*'): string {
  const negotiator = new Negotiator({ headers: { accept } });
  return negotiator.mediaType(['text/xml', JSON_TYPE]) ?? 'text/xml';
}

/** An answer may hold a secret that is shown once: no cache may keep it. */
function respond(status: number, type: string, requestId: string, body: string): EncodedResponse {
  const headers = {
    'content-type': type,
    'cache-control': 'no-store',
    'x-amzn-requestid': requestId,
  };
  return { status, headers, body };
}
