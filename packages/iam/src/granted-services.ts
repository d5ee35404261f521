// Which services a policy gives access to.
import type { ActionClause, Policy } from '@ostiary/policy';

/** The services of these of which a policy allows an action, whatever its conditions and its denies. */
export function grantedServices({ statements }: Policy, services: readonly string[]): string[] {
  const clauses = statements.filter(({ effect }) => effect === 'Allow').map(({ action }) => action);
  return services.filter((service) => clauses.some((clause) => grants(clause, service)));
}

/** The services that a policy names. */
export function namedServices({ statements }: Policy): readonly string[] {
  return statements.flatMap(({ action: { patterns } }) =>
    patterns.filter((pattern) => pattern !== '*').map((pattern) => serviceOf(pattern)),
  );
}

/** An exception of all but a whole service leaves something of it. */
function grants({ element, patterns }: ActionClause, service: string): boolean {
  if (element === 'Action') {
    return patterns.some((pattern) => pattern === '*' || serviceOf(pattern) === service);
  }
  return !patterns.some(
    (pattern) => pattern === '*' || (serviceOf(pattern) === service && pattern.endsWith(':*')),
  );
}

function serviceOf(pattern: string): string {
  return pattern.slice(0, pattern.indexOf(':')).toLowerCase();
}
