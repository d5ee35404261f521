// What random cases are about: callers, resources and condition keys, chosen to meet often.
import type { SimulatedPrincipal } from '../simulated-case.js';

export const HOME = '123456789012';
export const AWAY = '210987654321';
export const EDITOR = `arn:aws:iam::${HOME}:role/team/editor`;
const READER = `arn:aws:iam::${AWAY}:role/reader`;
export const USER = { type: 'User', arn: `arn:aws:iam::${HOME}:user/alice` } as const;
const SESSION = {
  type: 'AssumedRole',
  arn: `arn:aws:sts::${HOME}:assumed-role/editor/nightly`,
  roleArn: EDITOR,
} as const;
export const STRANGER = { type: 'User', arn: `arn:aws:iam::${AWAY}:user/mallory` } as const;
const STRANGER_SESSION = {
  type: 'AssumedRole',
  arn: `arn:aws:sts::${AWAY}:assumed-role/reader/s1`,
  roleArn: READER,
} as const;
const FEDERATED = {
  type: 'FederatedUser',
  arn: `arn:aws:sts::${HOME}:federated-user/alice`,
  userArn: USER.arn,
} as const;
const ROLE = { type: 'Role', arn: EDITOR } as const;
export const SERVICE = { type: 'Service', arn: 'sns.amazonaws.com' } as const;
const ANONYMOUS = { type: 'Anonymous', arn: null } as const;
const ROOT = { type: 'Root', arn: `arn:aws:iam::${HOME}:root` } as const;

/** The callers, each with its weight. */
export const PRINCIPALS: readonly (readonly [number, SimulatedPrincipal])[] = [
  [120, USER],
  [100, SESSION],
  [50, STRANGER],
  [30, STRANGER_SESSION],
  [30, FEDERATED],
  [20, ROLE],
  [20, SERVICE],
  [20, ANONYMOUS],
  [1, ROOT],
];

/** Something to ask about, and resource patterns near it. */
export interface Target {
  readonly action: string;
  readonly resource: string;
  readonly near: readonly string[];
}

const BUCKET = 'arn:aws:s3:::photos';
const TABLE = `arn:aws:dynamodb:eu-west-1:${HOME}:table`;
const QUEUE = `arn:aws:sqs:eu-west-1:${HOME}:`;
export const TARGETS: readonly Target[] = [
  {
    action: 's3:GetObject',
    resource: `${BUCKET}/alice/red/1`,
    near: [
      `${BUCKET}/*`,
      `${BUCKET}/alice/*`,
      `${BUCKET}/a*e/?e?/1`,
      `${BUCKET}/bob/*`,
      `${BUCKET}/\${aws:username}/*`,
      `${BUCKET}/*/\${aws:PrincipalTag/team}/*`,
      `${BUCKET}/\${aws:PrincipalTag/team, 'alice'}/*`,
      'arn:aws:s3:::*',
      'arn:*:s3:::photos/*',
    ],
  },
  {
    action: 's3:PutObject',
    resource: `${BUCKET}/a$b/(x).[y]+1`,
    near: [`${BUCKET}/*`, `${BUCKET}/a$b/*`, `${BUCKET}/a\${$}b/*`, `${BUCKET}/a?b/(x).[y]+?`],
  },
  {
    action: 'sqs:SendMessage',
    resource: `${QUEUE}alice-queue`,
    near: [
      `${QUEUE}*`,
      `arn:aws:sqs:*:${HOME}:alice-queue`,
      `arn:aws:sqs:eu-*:${HOME}:*-queue`,
      'arn:aws:sqs:eu-west-?:*:alice-q????',
      `${QUEUE}bob-queue`,
      `arn:aws:sqs:us-east-1:${HOME}:*`,
    ],
  },
  {
    action: 'dynamodb:GetItem',
    resource: `${TABLE}/Books`,
    near: [`${TABLE}/*`, `${TABLE}/B*s`, `${TABLE}/books`, `${TABLE}/\${aws:PrincipalTag/team}*`],
  },
  {
    action: 'sts:AssumeRole',
    resource: `arn:aws:iam::${HOME}:role/target`,
    near: [`arn:aws:iam::${HOME}:role/*`, 'arn:aws:iam::*:role/target'],
  },
  { action: 's3:ListAllMyBuckets', resource: '*', near: ['*', '*', '*'] },
];

/** The keys of one value type, what a request may hold and what a policy may want. */
export interface KeyKind {
  readonly operators: readonly string[];
  readonly keys: readonly string[];
  readonly held: readonly string[];
  readonly wanted: readonly (string | number | boolean)[];
  /** What a policy may want by one operator; `rare` asks for what the peer is known to misread. */
  readonly wantedBy?: (operator: string, rare: boolean) => KeyKind['wanted'] | undefined;
}

const DAY = '2026-01-31T00:00:00Z';
const TOPIC = `arn:aws:sns:eu-west-1:${HOME}:topic`;
/** Keys that hold text. */
export const TEXTS: KeyKind = {
  operators: [
    ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'],
    ...['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ],
  keys: ['aws:PrincipalTag/team', 'aws:PrincipalTag/cost center', 'aws:UserAgent'],
  held: ['red', 'Red', 'blue', 'alice', 'r.d', 'a*b', 'alice/red'],
  wanted: ['red', 'RED', 'blue', 'r?d', 'r*', '*', 'x', '${aws:PrincipalType}'],
  wantedBy: (operator, rare) => {
    if (rare) return ['a${*}b', '${aws:username}', '${aws:PrincipalTag/team}'];
    const variables = operator.includes('Not')
      ? []
      : ['${aws:username}', '*${aws:PrincipalTag/team}'];
    return [...TEXTS.wanted, ...variables, ...(/Like$/.test(operator) ? ['a${*}b', 'r${?}d'] : [])];
  },
};
const ARNS: KeyKind = {
  operators: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  keys: ['aws:SourceArn', 'aws:PrincipalArn'],
  held: [`${TOPIC}/a`, `${TOPIC}/a:b`, `arn:aws:sns:us-east-1:${AWAY}:topic/b`],
  wanted: [
    ...[`${TOPIC}/*`, 'arn:aws:sns:*:*:topic/?', `${TOPIC}/a`, 'arn:aws:iam::*:user/alice'],
    ...[`arn:*:iam::${HOME}:role/*`, EDITOR],
  ],
  wantedBy: (operator, rare) => {
    if (rare) return ['arn:aws:iam::${aws:PrincipalAccount}:user/alice'];
    const variable = operator.includes('Not') ? [] : ['arn:aws:iam::*:user/${aws:username}'];
    return [...ARNS.wanted, ...variable];
  },
};
/** The keys with one value, by what it means. */
export const KINDS: readonly KeyKind[] = [
  TEXTS,
  TEXTS,
  {
    operators: [
      ...['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
      ...['NumericGreaterThan', 'NumericGreaterThanEquals'],
    ],
    keys: ['aws:MultiFactorAuthAge'],
    held: ['0', '10', '10.0', '-2.5', '3600'],
    wanted: ['0', '10', 10, '10.00', '-2.5', '3599.9'],
  },
  {
    operators: [
      ...['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals'],
      ...['DateGreaterThan', 'DateGreaterThanEquals'],
    ],
    keys: ['aws:CurrentTime', 'aws:TokenIssueTime'],
    held: [DAY, '2026-01-30T23:59:59Z', '2026-01-31T01:00:00+01:00', '2026-01-31T00:00:00.5Z'],
    wanted: [DAY, '2026-01-31', '2026-01-30T23:59:59Z', '2026-01-31T00:00:00.500Z', '2025-06'],
    wantedBy: (_, rare) => (rare ? ['2025', '1769817600', 1769817600] : undefined),
  },
  {
    operators: ['Bool'],
    keys: ['aws:SecureTransport', 'aws:MultiFactorAuthPresent'],
    held: ['true', 'false', 'TRUE'],
    wanted: ['true', 'false', true, false, 'True'],
  },
  {
    operators: ['IpAddress', 'NotIpAddress'],
    keys: ['aws:SourceIp'],
    held: ['203.0.113.9', '203.0.114.9', '198.51.100.1', '2001:db8::1', '2001:db8:1::1'],
    wanted: ['203.0.113.0/24', '203.0.112.0/22', '128.0.0.0/1', '2001:db8::/48', '2001:db8::/32'],
    wantedBy: (_, rare) => (rare ? ['2001:DB8:0::1', '203.0.113.9', '0.0.0.0/0'] : undefined),
  },
  ARNS,
  {
    operators: ['BinaryEquals'],
    keys: ['aws:PrincipalTag/blob'],
    held: ['AAEC', 'QmluYXJ5'],
    wanted: ['AAEC', 'aaec', 'QmluYXJ5'],
  },
];
/** Keys with several values. */
export const SETS: KeyKind = {
  operators: TEXTS.operators,
  keys: ['aws:CalledVia', 'aws:PrincipalServiceNamesList'],
  held: ['a.amazonaws.com', 'b.amazonaws.com', 'c.amazonaws.com'],
  wanted: ['a.amazonaws.com', 'b.amazonaws.com', '?.amazonaws.com', 'A.amazonaws.com', 'x'],
};
