// A workload in the words of AWS, for the two engines that speak them.
import {
  ACCOUNT,
  type BenchCondition,
  type BenchRequest,
  type BenchStatement,
  type BenchUser,
} from './workload.js';

/** Few enough for a document to stay within what `parsePolicy` reads. */
const STATEMENTS_A_DOCUMENT = 250;

/** Policy documents as text, as a store holds them. */
export function printDocuments(statements: readonly BenchStatement[]): readonly string[] {
  const documents: string[] = [];
  for (let at = 0; at < statements.length; at += STATEMENTS_A_DOCUMENT) {
    const Statement = statements.slice(at, at + STATEMENTS_A_DOCUMENT).map(awsStatement);
    documents.push(JSON.stringify({ Version: '2012-10-17', Statement }));
  }
  return documents;
}

function awsStatement({ effect, actions, resources, conditions }: BenchStatement): object {
  return {
    Effect: effect,
    Action: actions,
    Resource: resources,
    ...(conditions && {
      Condition: Object.fromEntries(conditions.map(awsCondition)),
    }),
  };
}

/** INVARIANT: each kind has an operator of its own, so that no row hides another. */
function awsCondition(condition: BenchCondition): readonly [string, object] {
  switch (condition.kind) {
    case 'sourceIp':
      return ['IpAddress', { 'aws:SourceIp': condition.ranges }];
    case 'team':
      return ['StringEquals', { 'aws:PrincipalTag/team': condition.names }];
    case 'maxSize':
      return ['NumericLessThanEquals', { 'docs:Size': condition.size }];
    case 'before':
      return ['DateLessThan', { 'aws:CurrentTime': condition.instant }];
    case 'mfa':
      return ['Bool', { 'aws:MultiFactorAuthPresent': 'true' }];
  }
}

/** The ARN of a user. */
export function userArn(user: BenchUser): string {
  return `arn:aws:iam::${ACCOUNT}:user/${user.name}`;
}

/** The context keys of a request, those that follow from the principal left out. */
export function contextEntries({ context }: BenchRequest): readonly (readonly [string, string])[] {
  return [
    ['aws:SourceIp', context.sourceIp],
    ['aws:PrincipalTag/team', context.team],
    ['docs:Size', String(context.size)],
    ['aws:CurrentTime', context.time],
    ['aws:MultiFactorAuthPresent', String(context.mfa)],
  ];
}
