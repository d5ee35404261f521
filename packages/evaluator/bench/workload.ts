// A workload: policies and a stream of requests whose right answers are known by construction.
import type { Random } from './random.js';

/** One row of a `Condition`; the keys and operators they stand for are in `aws-policy.ts`. */
export type BenchCondition =
  | { readonly kind: 'sourceIp'; readonly ranges: readonly string[] }
  | { readonly kind: 'team'; readonly names: readonly string[] }
  | { readonly kind: 'maxSize'; readonly size: number }
  | { readonly kind: 'before'; readonly instant: string }
  | { readonly kind: 'mfa' };

/** A statement that each engine is given in its own words. `*` in an action stands last. */
export interface BenchStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** ARNs with `*`, and in the policy of a user with `${aws:username}`. */
  readonly resources: readonly string[];
  readonly conditions?: readonly BenchCondition[];
}

/** A user, its own statements and the groups whose statements it has too. */
export interface BenchUser {
  readonly name: string;
  readonly own: readonly BenchStatement[];
  readonly groups: readonly number[];
}

/** What is known about a request besides caller, action and resource. */
export interface BenchContext {
  readonly sourceIp: string;
  readonly team: string;
  readonly size: number;
  /** ISO 8601. */
  readonly time: string;
  readonly mfa: boolean;
}

/** One request and the only right answer. */
export interface BenchRequest {
  readonly user: number;
  readonly action: string;
  readonly resource: string;
  readonly context: BenchContext;
  readonly expected: 'allowed' | 'explicitDeny' | 'implicitDeny';
}

/** One workload. */
export interface Workload {
  readonly name: string;
  /** One sentence for the reader of the report. */
  readonly about: string;
  /** Statements in all, each counted once. */
  readonly statements: number;
  readonly users: readonly BenchUser[];
  readonly groups: readonly (readonly BenchStatement[])[];
  /** Whether a pattern has a wildcard that is not its last character. */
  readonly earlyWildcards: boolean;
  readonly conditions: boolean;
  /** Makes the next request; a fresh one each time. */
  readonly request: (random: Random) => BenchRequest;
  /** The same workload with few statements: it tells how long the whole would take to load. */
  readonly sample: (() => Workload) | undefined;
}

/** The account that everybody and everything is in. */
export const ACCOUNT = '111122223333';

/** The folder of the resources of one type. */
export function arnPrefix(service: 'docs' | 'media', type: string): string {
  return `arn:aws:${service}:eu-west-1:${ACCOUNT}:${type}/`;
}

/** Every action there is; an engine without wildcards in actions is given all that match. */
const ACTIONS: readonly string[] = [
  'docs:GetDocument',
  'docs:GetVersion',
  'docs:GetAttachment',
  'docs:ListDocuments',
  'docs:ListVersions',
  'docs:PutDocument',
  'docs:UpdateDocument',
  'docs:TagDocument',
  'docs:DeleteDocument',
  'docs:DeleteVersion',
  'docs:ShareDocument',
  'media:GetImage',
  'media:ListImages',
  'media:PutImage',
  'media:DeleteImage',
];

/** The actions that a pattern stands for. */
export function matchingActions(patterns: readonly string[]): readonly string[] {
  return ACTIONS.filter((action) =>
    patterns.some((pattern) =>
      pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : action === pattern,
    ),
  );
}

/** Every statement that binds a user, the variable replaced for engines that have none. */
export function statementsOf(workload: Workload, user: BenchUser): readonly BenchStatement[] {
  const own = user.own.map((statement) => ({
    ...statement,
    resources: statement.resources.map((text) => text.replaceAll('${aws:username}', user.name)),
  }));
  return [...own, ...user.groups.flatMap((group) => workload.groups[group] ?? [])];
}

/** A context in which every condition of the ordinary workloads is of no interest. */
export function plainContext(random: Random): BenchContext {
  return {
    sourceIp: `10.0.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}`,
    team: 'red',
    size: Math.floor(random() * 100),
    time: '2026-01-01T00:00:00Z',
    mfa: true,
  };
}

/**
 * A text as the network would hand it over. JavaScript keeps a concatenation as a tree until its
 * characters are read, and the first engine to read it would pay for the others.
 */
export function asReceived(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
