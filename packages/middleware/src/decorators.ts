// @ostiary/middleware/decorators: what a handler requires, written where the handler is.
import { addRequirement, type Requirement } from './requirement.js';

export type { Requirement } from './requirement.js';

/** A decorator for methods, for TypeScript's legacy decorators and for those of TC39 alike. */
export type MethodDecoratorOfBothKinds = (
  target: object,
  context: ClassMethodDecoratorContext | string | symbol,
  descriptor?: PropertyDescriptor,
) => void;

/**
 * Names the action that a controller method performs.
 *
 * @example
 * ```ts
 * class NotesController {
 *   @Action('notes:GetNote')
 *   @Resource('note')
 *   get(request: Request, response: Response) {}
 * }
 * ```
 */
export function Action(action: string): MethodDecoratorOfBothKinds {
  return mark({ action });
}

/** Names the resource type that a controller method acts on. */
export function Resource(resource: string): MethodDecoratorOfBothKinds {
  return mark({ resource });
}

/** The twin of the decorators for a plain function; answers with the function itself. */
export function requires<Handler extends object>(
  requirement: Requirement,
  handler: Handler,
): Handler {
  addRequirement(handler, requirement);
  return handler;
}

type DecoratorArguments = Parameters<MethodDecoratorOfBothKinds>;

function mark(part: Partial<Requirement>): MethodDecoratorOfBothKinds {
  return (target, context, descriptor) => {
    const method = findMethod(target, context, descriptor);
    if (typeof method !== 'function') throw new TypeError('@Action and @Resource mark methods');
    addRequirement(method, part);
  };
}

/** Legacy decorators get a descriptor; those of TC39 the method itself, and what kind of thing it is. */
function findMethod(...[target, context, descriptor]: DecoratorArguments): unknown {
  if (descriptor !== undefined) return descriptor.value;
  const isMethod = typeof context === 'object' && context.kind === 'method';
  return isMethod ? target : undefined;
}
