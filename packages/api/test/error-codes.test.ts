// Every error of IAM and STS comes out of a real SDK client as the SDK's own exception, with its status.
import { encodeError, findOperation } from '@ostiary/api';
import { ERROR_CODES, type ErrorCode } from '@ostiary/api/error-code';
import { describe, expect, test } from 'vitest';
import { callSdk } from './sdk-call.js';
import { operations, read, SDKS } from './sdk-operations.js';

interface SdkError {
  readonly service: 'iam' | 'sts';
  readonly exception: string;
  readonly code: string;
  readonly status: number;
}

/** The errors of the SDK's schemas: `[-3, namespace, exception, { awsQueryError: [code, status] }, …]`. */
const sdkErrors: readonly SdkError[] = (['iam', 'sts'] as const).flatMap((service) =>
  Object.values(SDKS[service]).flatMap((schema) => {
    if (!Array.isArray(schema) || schema[0] !== -3) return [];
    const [, , exception, traits] = read(schema);
    const { awsQueryError = [] } = Object(traits);
    const [code, status] = awsQueryError;
    return code === undefined ? [] : [{ service, exception, code, status }];
  }),
) as readonly SdkError[];

/** Of operations that Ostiary does not have: delegation, root access, outbound federation, role templates. */
const ELSEWHERE = new Set([
  'ExpiredTradeInTokenException',
  'FeatureDisabled',
  'FeatureEnabled',
  'InsufficientSessionLifetime',
  'InvalidContextAssertion',
  'InvalidSubjectCredentials',
  'JWTPayloadSizeExceededException',
  'NameConflict',
  'OutboundWebIdentityFederationDisabledException',
  'RoleModified',
  'RoleTemplateDisabled',
  'SessionDurationEscalationException',
]);

const ours = sdkErrors.filter(({ code }) => !ELSEWHERE.has(code));

/** An error is answered to whoever may get it; where the SDK names one that none declares, to anyone. */
function operationFor({ service, code }: SdkError) {
  const own = operations.filter((operation) => operation.service === service);
  const declared = own.find(({ name }) => findOperation(name)?.model.errors.includes(code));
  return declared ?? own[0]!;
}

async function answerWith(service: 'iam' | 'sts', code: ErrorCode) {
  const operation = operationFor({ service, exception: '', code, status: 0 });
  const call = callSdk(operation, {}, () =>
    encodeError({ code, message: 'the <message> & "all"' }, { requestId: 'a-request', service }),
  );
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('errors', () => {
  test.each(ours)('$service $code is the exception $exception, $status', async (error) => {
    expect(await answerWith(error.service, error.code as ErrorCode)).toMatchObject({
      name: error.exception,
      message: 'the <message> & "all"',
      $metadata: { httpStatusCode: error.status, requestId: 'a-request' },
      $fault: error.status >= 500 ? 'server' : 'client',
      Type: error.status >= 500 ? 'Receiver' : 'Sender',
    });
    expect(ERROR_CODES[error.code as ErrorCode]).toEqual({
      status: error.status,
      fault: error.status >= 500 ? 'Receiver' : 'Sender',
    });
  });

  // IAM API Reference and STS API Reference, "Common Errors".
  test.each([
    ['AccessDenied', 403],
    ['InternalFailure', 500],
    ['InvalidAction', 400],
    ['InvalidParameterValue', 400],
    ['InvalidQueryParameter', 400],
    ['MalformedQueryString', 404],
    ['MissingAction', 400],
    ['MissingParameter', 400],
    ['ServiceUnavailable', 503],
    ['Throttling', 400],
    ['ValidationError', 400],
  ] as const)('%s, which every operation may answer, has status %i', async (code, status) => {
    expect(await answerWith('iam', code)).toMatchObject({
      name: code,
      $metadata: { httpStatusCode: status },
    });
  });

  test('every code that an operation declares is in the table', () => {
    const declared = operations.flatMap(({ name }) => findOperation(name)!.model.errors);
    expect(declared.filter((code) => !Object.hasOwn(ERROR_CODES, code))).toEqual([]);
  });
});
