// Whether a policy keeps to the actions of one service.
import type { Policy } from './policy.js';

/**
 * The first action of a policy that is not of the service; undefined when all of them are. `*`, the
 * actions of another service, and `NotAction`, which means whatever it does not name, are not.
 *
 * @param service the prefix of the service's actions, `notes`
 */
export function findForeignAction(policy: Policy, service: string): string | undefined {
  const prefix = `${service.toLowerCase()}:`;
  for (const { action } of policy.statements) {
    if (action.element === 'NotAction') return 'NotAction';
    const foreign = action.patterns.find((each) => !each.toLowerCase().startsWith(prefix));
    if (foreign !== undefined) return foreign;
  }
  return undefined;
}
