// Many statements in one decision: each about a project of its own, as a broad role gathers them.
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
const READ = ['docs:Get*', 'docs:List*'];

/** `count` statements, a multiple of ten, that bind one user. */
export function createProjects(name: string, count: number): Workload {
  return {
    name,
    about: `${count.toLocaleString('en')} statements in one decision`,
    statements: count,
    users: [
      { name: 'ann', own: Array.from({ length: count }, (_, at) => statement(at)), groups: [] },
    ],
    groups: [],
    earlyWildcards: false,
    conditions: false,
    request: (random) => request(random, count),
    sample: count > 1000 ? () => createProjects('sample', 1000) : undefined,
  };
}

/** The ten kinds that come by turns. The first denies a part of what the second allows. */
function statement(at: number): BenchStatement {
  const folder = projectFolder(at);
  switch (at % 10) {
    case 0:
      return {
        effect: 'Deny',
        actions: ['docs:Delete*'],
        resources: [`${projectFolder(at + 1)}locked/*`],
      };
    case 1:
      return { effect: 'Allow', actions: ['docs:*'], resources: [`${folder}*`] };
    case 6:
    case 7:
      return { effect: 'Allow', actions: ['docs:PutDocument'], resources: [`${folder}*`] };
    case 8:
      return { effect: 'Allow', actions: ['docs:GetDocument'], resources: [`${folder}readme`] };
    case 9:
      return {
        effect: 'Allow',
        actions: ['docs:UpdateDocument', 'docs:TagDocument'],
        resources: [`${folder}a/*`, `${folder}b`],
      };
    default:
      return { effect: 'Allow', actions: READ, resources: [`${folder}*`] };
  }
}

/** Half is allowed, a fifth explicitly denied; of the rest half is about no project at all. */
function request(random: Random, count: number): BenchRequest {
  const item = `item-${pickIndex(random, 1e9)}`;
  const block = 10 * pickIndex(random, count / 10);
  const dice = random();
  const ask = (action: string, resource: string, expected: BenchRequest['expected']) => ({
    user: 0,
    action,
    resource: asReceived(resource),
    context: plainContext(random),
    expected,
  });
  if (dice < 0.1) {
    return ask('docs:PutDocument', `${projectFolder(block + 6)}${item}`, 'allowed');
  }
  if (dice < 0.15) return ask('docs:GetDocument', `${projectFolder(block + 8)}readme`, 'allowed');
  if (dice < 0.2) return ask('docs:TagDocument', `${projectFolder(block + 9)}a/${item}`, 'allowed');
  if (dice < 0.5) {
    const action = pick(random, ['docs:GetDocument', 'docs:GetVersion', 'docs:ListVersions']);
    return ask(action, `${projectFolder(block + 1 + pickIndex(random, 5))}${item}`, 'allowed');
  }
  if (dice < 0.7) {
    const action = pick(random, ['docs:DeleteDocument', 'docs:DeleteVersion']);
    return ask(action, `${projectFolder(block + 1)}locked/${item}`, 'explicitDeny');
  }
  if (dice < 0.85) {
    return ask('docs:ShareDocument', `${projectFolder(block + 3)}${item}`, 'implicitDeny');
  }
  return ask('docs:GetDocument', `${projectFolder(block + count + 1)}${item}`, 'implicitDeny');
}

/** Names spread as those of real projects are: the number is scrambled, one to one. */
function projectFolder(at: number): string {
  return `${doc}p${(Math.imul(at + 1, 0x9e3779b1) >>> 0).toString(36)}/`;
}
