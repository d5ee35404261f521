// What a handler says must be allowed before it runs.

/** An action, and the resource it is done to where the action's own definition leaves that open. */
export interface Requirement {
  /** `notes:GetNote`, or `GetNote` in the gate's own service. */
  readonly action: string;
  /** The resource type, when it is not the one that the action names. */
  readonly resource?: string;
}

const requirements = new WeakMap<object, Partial<Requirement>>();

/**
 * Adds to what `handler` requires.
 *
 * @throws TypeError when it requires something else already: one handler has one guard, and the
 *   later of two marks would weaken the routes of the earlier
 */
export function addRequirement(handler: object, part: Partial<Requirement>): void {
  const known = requirements.get(handler) ?? {};
  for (const name of ['action', 'resource'] as const) {
    if (part[name] === undefined || known[name] === undefined) continue;
    if (part[name] === known[name]) continue;
    throw new TypeError(
      `the handler requires the ${name} \`${known[name]}\` already, found \`${part[name]}\` too: wrap it in a function for each`,
    );
  }
  requirements.set(handler, { ...known, ...part });
}

/**
 * What `handler` requires.
 *
 * @throws TypeError when it names no action: nothing could guard it
 */
export function getRequirement(handler: object): Requirement {
  const { action, resource } = requirements.get(handler) ?? {};
  if (action === undefined) {
    throw new TypeError('the handler names no action: mark it with `requires` or `@Action`');
  }
  return { action, ...(resource !== undefined && { resource }) };
}
