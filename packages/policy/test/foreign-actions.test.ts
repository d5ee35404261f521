// Whether a policy keeps to the actions of one service.
import { findForeignAction, parsePolicy } from '@ostiary/policy';
import { expect, it } from 'vitest';

const statement = (more: object) => ({ Effect: 'Allow', Resource: '*', ...more });

it.each([
  ['its own action', [{ Action: 'notes:GetNote' }], undefined],
  ['its own in any case', [{ Action: ['NOTES:GetNote', 'Notes:*'] }], undefined],
  ['a deny of its own', [{ Effect: 'Deny', Action: 'notes:*' }], undefined],
  ['everything', [{ Action: '*' }], '*'],
  ['everything of every service', [{ Action: ['notes:*', '*:*'] }], '*:*'],
  ['another service', [{ Action: ['notes:*', 'iam:GetUser'] }], 'iam:GetUser'],
  ['a service of a longer name', [{ Action: 'notes2:GetNote' }], 'notes2:GetNote'],
  ['a service of a shorter name', [{ Action: 'note:GetNote' }], 'note:GetNote'],
  ['all but its own', [{ NotAction: 'notes:*' }], 'NotAction'],
  ['a deny of all but its own', [{ Effect: 'Deny', NotAction: 'notes:*' }], 'NotAction'],
  ['a second statement', [{ Action: 'notes:*' }, { Action: 'sts:*' }], 'sts:*'],
])('of %s', (_what, statements, foreign) => {
  const document = { Version: '2012-10-17', Statement: statements.map(statement) };
  const parsed = parsePolicy(JSON.stringify(document), { policyType: 'identity' });
  if (parsed.ok) expect(findForeignAction(parsed.value, 'notes')).toBe(foreign);
  // What the grammar refuses never gets as far as a service.
  else expect(foreign).toBe('*:*');
});
