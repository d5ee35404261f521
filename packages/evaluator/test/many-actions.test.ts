// More action names than the process keeps: callers who make them up change no decision.
import { describe, expect, it } from 'vitest';
import { evaluate } from '../src/index.js';
import { simulate } from './simulated-case.js';

/** More than are numbered. */
const MADE_UP = 10_000;

const ABOUT_NOTES = { Effect: 'Allow', Action: 'notes:*Note', Resource: '*' };

function decider(statements: number): (action: string) => string {
  const Statement = Array.from({ length: statements }, () => ABOUT_NOTES);
  const { request, policies } = simulate({
    request: {
      principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' },
      action: 'notes:GetNote',
      resource: 'arn:aws:notes:eu-west-1:123456789012:note/1',
      context: {},
    },
    identityPolicies: [{ Version: '2012-10-17', Statement }],
  });
  return (action) => evaluate({ ...request, action }, policies).outcome;
}

/** A decider in a process that has been asked about more actions than it remembers. */
function tiredDecider(statements: number): (action: string) => string {
  const decide = decider(statements);
  expect(decide('notes:GetNote')).toBe('allowed');
  for (let at = 0; at < MADE_UP; at += 1) decide(`made:Up${at}`);
  return decide;
}

describe.each([
  ['one statement', 1],
  ['many statements', 100],
])('with %s, after more actions than are remembered', (_, statements) => {
  it('an action that was seen before is decided as before, in any case', () => {
    const decide = tiredDecider(statements);
    expect(decide('notes:GetNote')).toBe('allowed');
    expect(decide('NOTES:getnote')).toBe('allowed');
    expect(decide('made:Up1')).toBe('implicitDeny');
    expect(decide('MADE:UP1')).toBe('implicitDeny');
  });

  it('actions that were not seen before are told apart', () => {
    const decide = tiredDecider(statements);
    expect(decide('notes:PutNote')).toBe('allowed');
    expect(decide('notes:PutBook')).toBe('implicitDeny');
    expect(decide('notes:PUTNOTE')).toBe('allowed');
  });
});
