// A request of the AWS Query protocol as an operation and its typed input.
import { decodeValue } from './decode-input.js';
import { ApiError, quote } from './errors.js';
import { type FoundOperation, findOperation } from './find-operation.js';
import { readParameters, readText } from './form-parameters.js';
import type { InputOf, OperationName } from './operation-types.js';
import { growTree } from './parameter-tree.js';

/** A request, as far as the protocol looks at it. */
export interface QueryRequest {
  readonly method: string;
  /** As received, without `?`; empty when there is none. */
  readonly query: string;
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
}

/** What was asked for. */
export interface DecodedRequest {
  readonly service: 'iam' | 'sts';
  readonly name: OperationName;
  /** Of the operation's type, but not yet held against its constraints: `validateInput` does that. */
  readonly input: InputOf<OperationName>;
}

/** More than the longest document that IAM takes, percent-encoded. */
const LARGEST_BODY = 16 * 1024 * 1024;

/**
 * Reads a request: a POST with a form in its body, or a GET with everything in the query (IAM User Guide,
 * "Making query requests"). What AWS passes over is refused here, because a request must mean the same to
 * whoever reads it: parameters that the operation does not have, parameters that come twice, and parameters in
 * the query of a POST; those that sign a URL (`X-Amz-…`) aside.
 *
 * @throws ApiError with AWS's code, and nothing else
 * @example
 * ```ts
 * decodeRequest({
 *   method: 'POST',
 *   query: '',
 *   contentType: 'application/x-www-form-urlencoded',
 *   body: new TextEncoder().encode('Action=GetUser&Version=2010-05-08&UserName=alice'),
 * });
 * // { service: 'iam', name: 'GetUser', input: { UserName: 'alice' } }
 * ```
 */
export function decodeRequest(request: QueryRequest): DecodedRequest {
  const parameters = new Map(collectParameters(request));
  const { name, model, service } = chooseOperation(parameters);
  parameters.delete('Action');
  parameters.delete('Version');
  const tree = growTree(parameters);
  if (model.input !== undefined) {
    const input = decodeValue(tree, model.input, service.shapes) as InputOf<OperationName>;
    return { service: service.service, name, input };
  }
  const [extra] = parameters.keys();
  if (extra === undefined) return { service: service.service, name, input: undefined };
  throw new ApiError(
    'InvalidQueryParameter',
    `the operation does not have the parameter ${quote(extra)}`,
  );
}

function collectParameters({
  method,
  query,
  contentType,
  body,
}: QueryRequest): Iterable<[string, string]> {
  if (body.length > LARGEST_BODY || query.length > LARGEST_BODY) {
    throw new ApiError('RequestEntityTooLarge', `the request is larger than ${LARGEST_BODY} bytes`);
  }
  const fromQuery = [...readParameters(query)].filter(([name]) => !/^x-amz-/i.test(name));
  if (method === 'GET' && body.length === 0) return fromQuery;
  if (method !== 'POST') {
    throw new ApiError('MalformedInput', 'the request must be a GET without a body, or a POST');
  }
  const [stray] = fromQuery;
  if (stray !== undefined) {
    throw new ApiError(
      'InvalidQueryParameter',
      `the parameters of a POST belong in its body; its query has ${quote(stray[0])}`,
    );
  }
  if (!isForm(contentType)) {
    throw new ApiError(
      'MissingAction',
      'the body of a POST must be application/x-www-form-urlencoded in UTF-8',
    );
  }
  return readParameters(readText(body));
}

function isForm(contentType = ''): boolean {
  return /^application\/x-www-form-urlencoded\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(
    contentType.trim(),
  );
}

function chooseOperation(parameters: ReadonlyMap<string, string>): FoundOperation {
  const action = parameters.get('Action');
  if (action === undefined) {
    throw new ApiError('MissingAction', 'the request must have the parameter Action');
  }
  const version = parameters.get('Version') ?? 'NO_VERSION_SPECIFIED';
  const found = findOperation(action);
  if (found?.service.version === version) return found;
  throw new ApiError(
    'InvalidAction',
    `Could not find operation ${quote(action)} for version ${quote(version)}`,
  );
}
