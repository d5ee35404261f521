// A credential scope that is another one, in the words of those who refuse it.
import { SignatureError } from './errors.js';

/** Where a signature stands; that of an upload form counts as in the query, as S3 has it. */
export type SignaturePlace = 'header' | 'query';

/** The part of a scope that is another one. */
export interface ScopeMismatch {
  readonly part: 'date' | 'region' | 'service';
  readonly found: string;
  /** One of these would have done. */
  readonly expected: readonly string[];
}

/** How a scope is refused. */
export type RefuseScope = (mismatch: ScopeMismatch, place: SignaturePlace) => SignatureError;

/**
 * As AWS's services do (IAM User Guide, "Troubleshoot signed requests for AWS APIs", Credential scope
 * errors): SignatureDoesNotMatch.
 */
export const refuseScope: RefuseScope = ({ part, found, expected }) => {
  const either = expected.join('` or `');
  const messages = {
    date: `date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: expected \`${either}\`, found \`${found}\``,
    region: `credential should be scoped to a valid region, not \`${found}\``,
    service: `credential should be scoped to correct service: expected \`${either}\`, found \`${found}\``,
  };
  return new SignatureError('SignatureDoesNotMatch', messages[part]);
};

const s3Words = {
  header: {
    code: 'AuthorizationHeaderMalformed',
    opening: 'The authorization header is malformed',
  },
  query: {
    code: 'AuthorizationQueryParametersError',
    opening: 'Error parsing the X-Amz-Credential parameter',
  },
} as const;

/**
 * As Amazon S3 does (S3 API Reference, "Error responses"). The region that would have done is told,
 * since clients sign for it and try again.
 */
export const refuseS3Scope: RefuseScope = ({ part, found, expected: [expected = ''] }, place) => {
  const { code, opening } = s3Words[place];
  const messages = {
    date: `Invalid credential date "${found}". This date is not the same as X-Amz-Date: "${expected}".`,
    region: `the region '${found}' is wrong; expecting '${expected}'`,
    service: `incorrect service "${found}". This endpoint belongs to "${expected}".`,
  };
  const region = part === 'region' ? { region: expected } : {};
  return new SignatureError(code, `${opening}; ${messages[part]}`, region);
};
