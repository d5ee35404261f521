// Statements by the dozen whose resource patterns share their literal text, each found all the same.
import type { Statement } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import { compile, evaluate, type PolicySet } from '../src/index.js';
import { simulate } from './simulated-case.js';

const MANY = 60;
const DOCS = 'arn:aws:docs:eu:123456789012:doc';
const LONG = `${DOCS}/${'y'.repeat(3_000)}`;

/** A set in which policy `pN` allows what `patternOf(N)` matches. */
function setOf(patternOf: (at: number) => string, more: Partial<Statement> = {}): PolicySet {
  const policies = Array.from({ length: MANY }, (_, at) => {
    const statement: Statement = {
      sid: undefined,
      effect: 'Allow',
      principal: undefined,
      action: { element: 'Action', patterns: ['docs:Get'] },
      resource: { element: 'Resource', patterns: [patternOf(at)] },
      conditions: [],
      ...more,
    };
    const policy = { version: '2012-10-17', id: undefined, statements: [statement] } as const;
    return { name: `p${at}`, policy };
  });
  return compile(policies, 'identity');
}

/** The name of the policy that allows, or the outcome. */
function allowedBy(set: PolicySet, resource: string): string {
  const { request } = simulate({
    request: {
      principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/bob' },
      action: 'docs:Get',
      resource,
      context: {},
    },
  });
  const decision = evaluate(request, { identity: set });
  return decision.outcome === 'allowed' && decision.by !== 'root'
    ? decision.by.policy.name
    : decision.outcome;
}

describe.each<[string, (at: number) => string, (at: number) => string, string]>([
  ['differ in one segment', (n) => `arn:aws:docs:*:*:doc/${n}/*`, (n) => `${DOCS}/${n}/x`, '/x/0'],
  ['differ in the last segment', (n) => `arn:aws:docs:*:*:doc/${n}`, (n) => `${DOCS}/${n}`, '/x'],
  ['share all their segments', (n) => `arn:aws:docs:*:*:doc/${n}?x`, (n) => `${DOCS}/${n}yx`, '/x'],
  [
    'have many lengths',
    (n) => `${DOCS}/${'x'.repeat(n)}y*`,
    (n) => `${DOCS}/${'x'.repeat(n)}yz`,
    '',
  ],
  ['have no wildcard', (n) => `${DOCS}/${n}`, (n) => `${DOCS}/${n}`, '/x'],
  ['end where it ends', (n) => `${DOCS}/${n + 100}*`, (n) => `${DOCS}/${n + 100}`, '/10'],
  ['are longer than what is hashed', (n) => `${LONG}${n}`, (n) => `${LONG}${n}`, '/y'],
  ['hold variables', (n) => `${DOCS}/${n}/\${aws:username}`, (n) => `${DOCS}/${n}/bob`, '/1/eve'],
  ['start with a wildcard', (n) => `*:doc/${n}`, (n) => `${DOCS}/${n}`, '/x'],
  ['start with a variable', (n) => `\${aws:username}/${n}`, (n) => `bob/${n}`, '/1'],
])('patterns that %s', (_, patternOf, resourceOf, stray) => {
  it('are each found', () => {
    const set = setOf(patternOf);
    for (let at = 0; at < MANY; at += 1) expect(allowedBy(set, resourceOf(at))).toBe(`p${at}`);
  });

  it('match nothing else', () => {
    const set = setOf(patternOf);
    expect(allowedBy(set, `${DOCS}${stray}`)).toBe('implicitDeny');
    expect(allowedBy(set, '*')).toBe('implicitDeny');
    expect(allowedBy(set, '')).toBe('implicitDeny');
  });
});

describe('patterns that are all the same', () => {
  it.each([`${DOCS}/*`, `${DOCS}/1`, 'arn:aws:docs:*:*:doc/1', '*'])('`%s` is found', (pattern) => {
    expect(
      allowedBy(
        setOf(() => pattern),
        `${DOCS}/1`,
      ),
    ).toMatch(/^p\d+$/);
  });

  it('are excepted by all of many statements', () => {
    const resource = { element: 'NotResource', patterns: [`${DOCS}/1`] } as const;
    const set = setOf(() => '', { resource });
    expect(allowedBy(set, `${DOCS}/1`)).toBe('implicitDeny');
    expect(allowedBy(set, `${DOCS}/2`)).toMatch(/^p\d+$/);
  });
});
