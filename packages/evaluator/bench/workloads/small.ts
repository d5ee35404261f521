// Ten statements, as one hand-written policy of a service holds them.
import { pick, pickIndex, type Random } from '../random.js';
import {
  arnPrefix,
  asReceived,
  type BenchRequest,
  type BenchStatement,
  plainContext,
  type Workload,
} from '../workload.js';

const doc = arnPrefix('docs', 'doc');
const image = arnPrefix('media', 'image');

const STATEMENTS: readonly BenchStatement[] = [
  { effect: 'Allow', actions: ['docs:Get*', 'docs:List*'], resources: [`${doc}public/*`] },
  { effect: 'Allow', actions: ['docs:PutDocument'], resources: [`${doc}team-a/*`] },
  { effect: 'Allow', actions: ['docs:*'], resources: [`${doc}drafts/*`] },
  { effect: 'Allow', actions: ['docs:GetDocument'], resources: [`${doc}handbook`] },
  { effect: 'Allow', actions: ['media:GetImage'], resources: [`${image}*`] },
  { effect: 'Allow', actions: ['media:PutImage'], resources: [`${image}team-a/*`] },
  { effect: 'Allow', actions: ['docs:ListDocuments'], resources: ['*'] },
  { effect: 'Allow', actions: ['docs:DeleteDocument'], resources: [`${doc}team-a/*`] },
  { effect: 'Deny', actions: ['docs:Delete*'], resources: [`${doc}team-a/locked/*`] },
  { effect: 'Deny', actions: ['media:*'], resources: [`${image}team-a/private/*`] },
];

const QUESTIONS: readonly Pick<BenchRequest, 'action' | 'resource' | 'expected'>[] = [
  { action: 'docs:GetDocument', resource: `${doc}public/`, expected: 'allowed' },
  { action: 'docs:PutDocument', resource: `${doc}team-a/`, expected: 'allowed' },
  { action: 'docs:ShareDocument', resource: `${doc}drafts/`, expected: 'allowed' },
  { action: 'media:GetImage', resource: `${image}logos/`, expected: 'allowed' },
  { action: 'docs:ListDocuments', resource: `${doc}elsewhere/`, expected: 'allowed' },
  { action: 'docs:DeleteDocument', resource: `${doc}team-a/locked/`, expected: 'explicitDeny' },
  { action: 'media:GetImage', resource: `${image}team-a/private/`, expected: 'explicitDeny' },
  { action: 'docs:GetDocument', resource: `${doc}team-b/`, expected: 'implicitDeny' },
  { action: 'docs:DeleteDocument', resource: `${doc}public/`, expected: 'implicitDeny' },
  { action: 'media:DeleteImage', resource: `${image}team-a/`, expected: 'implicitDeny' },
];

/** Ten statements that bind one user. */
export function createSmall(): Workload {
  return {
    name: 'small',
    about: '10 statements in one decision',
    statements: STATEMENTS.length,
    users: [{ name: 'ann', own: STATEMENTS, groups: [] }],
    groups: [],
    earlyWildcards: false,
    conditions: false,
    request,
    sample: undefined,
  };
}

function request(random: Random): BenchRequest {
  const question = pick(random, QUESTIONS);
  return {
    ...question,
    user: 0,
    resource: asReceived(`${question.resource}item-${pickIndex(random, 1e9)}`),
    context: plainContext(random),
  };
}
