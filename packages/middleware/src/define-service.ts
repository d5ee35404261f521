// The door of a service definition: what comes through it holds together.
import { checkServiceDefinition } from './check-service-definition.js';
import type { ServiceDefinition } from './service-definition.js';

/**
 * Defines a service. Everything that names something else is checked here, once.
 *
 * @throws TypeError naming the field and the fix, when a route names no action, an ARN format has a
 *   placeholder that its route does not fill, or two routes could both match a request.
 * @example
 * ```ts
 * const notes = defineService({
 *   name: 'notes',
 *   resourceTypes: { note: { arn: 'arn:${Partition}:notes:${Region}:${Account}:note/${NoteId}' } },
 *   actions: { GetNote: { accessLevel: 'Read', resource: 'note' } },
 *   routes: { 'GET /notes/{NoteId}': 'GetNote' },
 * });
 * ```
 */
export function defineService<Action extends string, ResourceType extends string>(
  definition: ServiceDefinition<Action, ResourceType>,
): ServiceDefinition<Action, ResourceType> {
  checkServiceDefinition(definition);
  return definition;
}
