// The floor for sanity: what one would write in an afternoon, a regular expression for each pattern.
import type { Engine } from '../engine.js';
import {
  type BenchCondition,
  type BenchContext,
  type BenchStatement,
  statementsOf,
} from '../workload.js';

interface NaiveStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly RegExp[];
  readonly resources: readonly RegExp[];
  readonly conditions: readonly ((context: BenchContext) => boolean)[];
}

/** A scan over precompiled regular expressions, denies first. */
export const naive: Engine = {
  name: 'naive',
  use: 'sixty lines of TypeScript in this bench, no library: a list of precompiled regular expressions a user, the user name put in when loading; it reads no AWS policies and answers with a boolean',
  translate: (workload) => () => {
    const groups = workload.groups.map((statements) => statements.map(compileNaively));
    const users = workload.users.map((user) => {
      const own = statementsOf(workload, { ...user, groups: [] }).map(compileNaively);
      return [...own, ...user.groups.flatMap((group) => groups[group] ?? [])];
    });
    return {
      prepare: (requests) => (from, to) => {
        let allowed = 0;
        for (let at = from; at < to; at += 1) {
          const request = requests[at];
          if (request === undefined) continue;
          const { user, action, resource, context } = request;
          if (decideNaively(users[user] ?? [], action, resource, context)) allowed += 1;
        }
        return allowed;
      },
    };
  },
};

function decideNaively(
  statements: readonly NaiveStatement[],
  action: string,
  resource: string,
  context: BenchContext,
): boolean {
  const matches = ({ actions, resources, conditions }: NaiveStatement): boolean =>
    actions.some((pattern) => pattern.test(action)) &&
    resources.some((pattern) => pattern.test(resource)) &&
    conditions.every((holds) => holds(context));
  for (const statement of statements) {
    if (statement.effect === 'Deny' && matches(statement)) return false;
  }
  for (const statement of statements) {
    if (statement.effect === 'Allow' && matches(statement)) return true;
  }
  return false;
}

function compileNaively(statement: BenchStatement): NaiveStatement {
  return {
    effect: statement.effect,
    actions: statement.actions.map((text) => globRegExp(text, 'i')),
    resources: statement.resources.map((text) => globRegExp(text, '')),
    conditions: (statement.conditions ?? []).map(compileCondition),
  };
}

/** A pattern as a regular expression; the bench alone writes these patterns. */
export function globRegExp(pattern: string, flags: string): RegExp {
  return new RegExp(globSource(pattern), flags);
}

/** The source of {@link globRegExp}. */
export function globSource(pattern: string): string {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return `^${escaped.replaceAll('*', '.*')}$`;
}

function compileCondition(condition: BenchCondition): (context: BenchContext) => boolean {
  switch (condition.kind) {
    case 'sourceIp': {
      const ranges = condition.ranges.map(parseRange);
      return ({ sourceIp }) => {
        const address = parseAddress(sourceIp);
        return ranges.some(({ base, mask }) => (address & mask) === base);
      };
    }
    case 'team': {
      const names = new Set(condition.names);
      return ({ team }) => names.has(team);
    }
    case 'maxSize':
      return ({ size }) => size <= condition.size;
    case 'before': {
      const end = Date.parse(condition.instant);
      return ({ time }) => Date.parse(time) < end;
    }
    case 'mfa':
      return ({ mfa }) => mfa;
  }
}

function parseRange(range: string): { readonly base: number; readonly mask: number } {
  const [address = '', bits = '32'] = range.split('/');
  const mask = bits === '0' ? 0 : -1 << (32 - Number(bits));
  return { base: parseAddress(address) & mask, mask };
}

function parseAddress(address: string): number {
  return address.split('.').reduce((bits, part) => (bits << 8) | Number(part), 0);
}
