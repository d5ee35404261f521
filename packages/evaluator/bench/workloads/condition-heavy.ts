// A thousand statements, ten about each resource, that only their conditions tell apart.
import { pick, pickIndex, type Random } from '../random.js';
import {
  arnPrefix,
  asReceived,
  type BenchContext,
  type BenchRequest,
  type BenchStatement,
  type Workload,
} from '../workload.js';

const doc = arnPrefix('docs', 'doc');
const TEAMS_A_PROJECT = 9;
const EVERY_TEAM = Array.from({ length: TEAMS_A_PROJECT }, (_, team) => `team-${team}`);
/** Allowed by the first nine statements of a project, and denied by its tenth. */
const BLOCKED_RANGE = '203.0.113.0/24';

/** Ten statements for each of `projects` projects, all of which bind one user. */
export function createConditionHeavy(projects: number): Workload {
  return {
    name: 'condition-heavy',
    about: `${(projects * 10).toLocaleString('en')} statements in one decision, ten about each resource, each with two to five conditions (IP ranges, texts, numbers, dates, booleans)`,
    statements: projects * 10,
    users: [
      {
        name: 'ann',
        own: Array.from({ length: projects }, (_, project) => projectStatements(project)).flat(),
        groups: [],
      },
    ],
    groups: [],
    earlyWildcards: false,
    conditions: true,
    request: (random) => request(random, projects),
    sample: undefined,
  };
}

function projectStatements(project: number): readonly BenchStatement[] {
  const resources = [`${doc}project-${project}/*`];
  const allows = EVERY_TEAM.map(
    (name, team): BenchStatement => ({
      effect: 'Allow',
      actions: ['docs:Get*', 'docs:List*'],
      resources,
      conditions: [
        { kind: 'sourceIp', ranges: [`10.${team}.0.0/16`, BLOCKED_RANGE] },
        { kind: 'team', names: [name, 'auditors', 'admins'] },
        { kind: 'maxSize', size: 1000 + team },
        { kind: 'before', instant: '2030-01-01T00:00:00Z' },
        ...(team % 2 === 0 ? [{ kind: 'mfa' } as const] : []),
      ],
    }),
  );
  const deny: BenchStatement = {
    effect: 'Deny',
    actions: ['docs:*'],
    resources,
    conditions: [
      { kind: 'sourceIp', ranges: [BLOCKED_RANGE] },
      { kind: 'team', names: EVERY_TEAM },
    ],
  };
  return [...allows, deny];
}

function request(random: Random, projects: number): BenchRequest {
  const team = pickIndex(random, TEAMS_A_PROJECT);
  const host = `${pickIndex(random, 256)}.${1 + pickIndex(random, 254)}`;
  const right: BenchContext = {
    sourceIp: asReceived(`10.${team}.${host}`),
    team: asReceived(`team-${team}`),
    size: pickIndex(random, 1000),
    time: '2026-01-01T00:00:00Z',
    mfa: true,
  };
  const resource = asReceived(
    `${doc}project-${pickIndex(random, projects)}/item-${pickIndex(random, 1e9)}`,
  );
  const ask = (context: BenchContext, expected: BenchRequest['expected']) => ({
    user: 0,
    action: pick(random, ['docs:GetDocument', 'docs:ListVersions']),
    resource,
    context,
    expected,
  });
  const dice = random();
  if (dice < 0.5) return ask(right, 'allowed');
  if (dice < 0.65) {
    const sourceIp = asReceived(`203.0.113.${1 + pickIndex(random, 254)}`);
    return ask({ ...right, sourceIp }, 'explicitDeny');
  }
  if (dice < 0.8) {
    return ask({ ...right, sourceIp: asReceived(`10.${team + 20}.${host}`) }, 'implicitDeny');
  }
  if (dice < 0.9) return ask({ ...right, size: 2000 }, 'implicitDeny');
  return ask({ ...right, time: '2031-01-01T00:00:00Z' }, 'implicitDeny');
}
