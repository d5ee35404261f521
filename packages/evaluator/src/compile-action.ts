// `Action` and `NotAction` as one question about an action.
import { type ActionClause, parsePattern } from '@ostiary/policy';
import { matchGlob } from './glob.js';
import { compileTemplate } from './template.js';

/** Whether an action is one that the statement is about. */
export type ActionMatcher = (action: string) => boolean;

const NO_CONTEXT = new Map<string, readonly string[]>();

/** Compiles an action clause; prefix and name are compared without regard to case. */
export function compileAction(clause: ActionClause): ActionMatcher {
  const globs = clause.patterns.map((text) => {
    const pattern = parsePattern(text.toLowerCase(), { wildcards: true, variables: false });
    return pattern.ok ? (compileTemplate(pattern.value)(NO_CONTEXT) ?? []) : [];
  });
  const listed: ActionMatcher = (action) => {
    const lower = action.toLowerCase();
    return globs.some((glob) => matchGlob(glob, lower));
  };
  return clause.element === 'Action' ? listed : (action) => !listed(action);
}
