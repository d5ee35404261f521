// Ten thousand users, each with an own policy and two of a hundred groups.
import { pickIndex, type Random } from '../random.js';
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

const OWN: readonly BenchStatement[] = [
  { effect: 'Allow', actions: ['docs:*'], resources: [`${doc}home/\${aws:username}/*`] },
  {
    effect: 'Allow',
    actions: ['docs:Get*', 'docs:List*'],
    resources: [`${doc}inbox/\${aws:username}/*`],
  },
  {
    effect: 'Deny',
    actions: ['docs:Delete*'],
    resources: [`${doc}home/\${aws:username}/locked/*`],
  },
];

/** Users by the thousand; a decision is about one of them, at random. */
export function createFleet(users: number, groups: number): Workload {
  return {
    name: 'fleet',
    about: `${users.toLocaleString('en')} users, each with an own policy of 3 statements (\`\${aws:username}\`) and 2 of ${groups} groups of 5 statements`,
    statements: users * OWN.length + groups * 5,
    users: Array.from({ length: users }, (_, at) => ({
      name: userName(at),
      own: OWN,
      groups: groupsOf(at, groups),
    })),
    groups: Array.from({ length: groups }, (_, group) => groupStatements(group)),
    earlyWildcards: false,
    conditions: false,
    request: (random) => request(random, users, groups),
    sample: users > 500 ? () => createFleet(500, groups) : undefined,
  };
}

function groupStatements(group: number): readonly BenchStatement[] {
  const folder = `${doc}group-${group}/`;
  return [
    { effect: 'Allow', actions: ['docs:Get*', 'docs:List*'], resources: [`${folder}*`] },
    { effect: 'Allow', actions: ['docs:PutDocument'], resources: [`${folder}drafts/*`] },
    { effect: 'Allow', actions: ['media:GetImage'], resources: [`${image}group-${group}/*`] },
    { effect: 'Allow', actions: ['docs:Delete*'], resources: [`${folder}*`] },
    { effect: 'Deny', actions: ['docs:Delete*'], resources: [`${folder}archive/*`] },
  ];
}

function request(random: Random, users: number, groups: number): BenchRequest {
  const user = pickIndex(random, users);
  const item = `item-${pickIndex(random, 1e9)}`;
  const home = `${doc}home/${userName(user)}/`;
  const group = groupsOf(user, groups)[pickIndex(random, 2)];
  const ask = (action: string, resource: string, expected: BenchRequest['expected']) => ({
    user,
    action,
    resource: asReceived(resource),
    context: plainContext(random),
    expected,
  });
  const dice = random();
  if (dice < 0.25) return ask('docs:PutDocument', `${home}${item}`, 'allowed');
  if (dice < 0.4) return ask('docs:GetDocument', `${doc}group-${group}/${item}`, 'allowed');
  if (dice < 0.5) return ask('media:GetImage', `${image}group-${group}/${item}`, 'allowed');
  if (dice < 0.6) return ask('docs:DeleteDocument', `${home}locked/${item}`, 'explicitDeny');
  if (dice < 0.7) {
    return ask('docs:DeleteVersion', `${doc}group-${group}/archive/${item}`, 'explicitDeny');
  }
  if (dice < 0.85) {
    const other = `${doc}home/${userName((user + 1) % users)}/`;
    return ask('docs:GetDocument', `${other}${item}`, 'implicitDeny');
  }
  return ask('docs:ShareDocument', `${doc}group-${group}/${item}`, 'implicitDeny');
}

function userName(at: number): string {
  return `user-${at}`;
}

/** Two different ones, as long as there are at least two. */
function groupsOf(user: number, groups: number): readonly number[] {
  return [user % groups, (user + 1 + (user % (groups - 1))) % groups];
}
