// A resource policy of many statements: the grant that lifts the most counts, wherever it stands.
import { describe, expect, it } from 'vitest';
import { compile, evaluate } from '../src/index.js';
import { describeDecision, simulate } from './simulated-case.js';

const RESOURCE = 'arn:aws:notes:eu:123456789012:note/1';
const USER = 'arn:aws:iam::123456789012:user/alice';

/** The grants in the order in which they lift limits, and what the caller lacks under each. */
const GRANTS: Readonly<Record<string, unknown>> = {
  user: { AWS: USER },
  everyone: '*',
  account: { AWS: '123456789012' },
};

function decide(principals: readonly unknown[], others: number): unknown {
  const statement = (Principal: unknown, Resource: string): unknown => ({
    Effect: 'Allow',
    Principal,
    Action: 'notes:GetNote',
    Resource,
  });
  const Statement = [
    ...Array.from({ length: others }, (_, n) => statement('*', `${RESOURCE}/${n}`)),
    ...principals.map((each) => statement(each, RESOURCE)),
    ...Array.from({ length: others }, (_, n) => statement('*', `${RESOURCE}/${n}/x`)),
  ];
  const { request, policies } = simulate({
    request: {
      principal: { type: 'User', arn: USER },
      action: 'notes:GetNote',
      resource: RESOURCE,
      context: {},
    },
    resourcePolicy: { Version: '2012-10-17', Statement },
  });
  const session = compile([], 'session');
  const decision = evaluate(request, { ...policies, session });
  return describeDecision(decision);
}

describe.each([1, 50])('among %i others', (others) => {
  it.each([
    [['user'], { decision: 'allowed' }],
    [['everyone', 'user'], { decision: 'allowed' }],
    [['account', 'everyone', 'user'], { decision: 'allowed' }],
    [['everyone'], { decision: 'implicitDeny', missing: 'session' }],
    [['account', 'everyone'], { decision: 'implicitDeny', missing: 'session' }],
    [['account'], { decision: 'implicitDeny', missing: 'identity' }],
    [[], { decision: 'implicitDeny', missing: 'identity' }],
  ])('the closest of %j counts', (names, expected) => {
    for (const order of [names, names.toReversed()]) {
      const principals = order.map((name) => GRANTS[name]);
      expect(decide(principals, others)).toMatchObject(expected);
    }
  });
});
