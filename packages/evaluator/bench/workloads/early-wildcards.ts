// Patterns that differ only after their wildcards: what an index by prefix cannot tell apart.
import { pickIndex, type Random } from '../random.js';
import {
  ACCOUNT,
  asReceived,
  type BenchRequest,
  type BenchStatement,
  plainContext,
  type Workload,
} from '../workload.js';

/** `count` statements that bind one user, all about `arn:aws:docs:*:*:doc/…`. */
export function createEarlyWildcards(count: number): Workload {
  return {
    name: 'early-wildcards',
    about: `${count.toLocaleString('en')} statements in one decision, each about \`arn:aws:docs:*:*:doc/x…/*\``,
    statements: count,
    users: [
      { name: 'ann', own: Array.from({ length: count }, (_, at) => statement(at)), groups: [] },
    ],
    groups: [],
    earlyWildcards: true,
    conditions: false,
    request: (random) => request(random, count),
    sample: count > 1000 ? () => createEarlyWildcards(1000) : undefined,
  };
}

/** Of ten the first denies a part of what the second allows; the others allow to read. */
function statement(at: number): BenchStatement {
  switch (at % 10) {
    case 0:
      return {
        effect: 'Deny',
        actions: ['docs:Delete*'],
        resources: [`${pattern(at + 1)}/locked/*`],
      };
    case 1:
      return {
        effect: 'Allow',
        actions: ['docs:Get*', 'docs:Delete*'],
        resources: [`${pattern(at)}/*`],
      };
    default:
      return {
        effect: 'Allow',
        actions: ['docs:Get*', 'docs:List*'],
        resources: [`${pattern(at)}/*`],
      };
  }
}

function pattern(at: number): string {
  return `arn:aws:docs:*:*:doc/x${at}`;
}

function request(random: Random, count: number): BenchRequest {
  const dice = random();
  const region = ['eu-west-1', 'us-east-1', 'ap-south-1'][pickIndex(random, 3)];
  const item = `item-${pickIndex(random, 1e9)}`;
  const block = 10 * pickIndex(random, count / 10);
  const ask = (action: string, path: string, expected: BenchRequest['expected']) => ({
    user: 0,
    action,
    resource: asReceived(`arn:aws:docs:${region}:${ACCOUNT}:doc/${path}`),
    context: plainContext(random),
    expected,
  });
  if (dice < 0.5) {
    return ask('docs:GetDocument', `x${block + 1 + pickIndex(random, 9)}/${item}`, 'allowed');
  }
  if (dice < 0.7) return ask('docs:DeleteDocument', `x${block + 1}/locked/${item}`, 'explicitDeny');
  if (dice < 0.85) {
    const reader = block + 2 + pickIndex(random, 8);
    return ask('docs:DeleteDocument', `x${reader}/${item}`, 'implicitDeny');
  }
  return ask('docs:GetDocument', `x${block + count}/${item}`, 'implicitDeny');
}
