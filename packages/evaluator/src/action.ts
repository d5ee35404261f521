// Actions as the process knows them: one object for each name, whatever its case.

/** An action of a request. */
export interface Action {
  /** A small number of its own, or {@link UNNUMBERED}. */
  readonly id: number;
  /** In lower case. */
  readonly name: string;
}

/** The id of an action that came when there were too many; nothing is remembered of it. */
export const UNNUMBERED = -1;

/** Services have hundreds of actions; names that callers make up must not fill the memory. */
const MAX_ACTIONS = 8192;

const byWrittenName = new Map<string, Action>();
const byName = new Map<string, Action>();

/** The action of that name. Actions compare without regard to case. */
export function getAction(written: string): Action {
  return byWrittenName.get(written) ?? addAction(written);
}

function addAction(written: string): Action {
  const name = written.toLowerCase();
  const known = byName.get(name);
  if (byWrittenName.size >= MAX_ACTIONS) return known ?? { id: UNNUMBERED, name };
  const action = known ?? { id: byName.size, name };
  byWrittenName.set(written, action);
  byName.set(name, action);
  return action;
}
