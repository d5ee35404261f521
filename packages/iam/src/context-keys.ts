// The context keys that policies ask for: in conditions and in policy variables.
import { type Policy, parsePattern } from '@ostiary/policy';

/** Every key once, as it is first written: keys are the same whatever their case. */
export function contextKeysOf(policies: readonly Policy[]): readonly string[] {
  const keys = new Map<string, string>();
  for (const key of policies.flatMap(keysIn)) {
    if (!keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), key);
  }
  return [...keys.values()];
}

function keysIn({ version, statements }: Policy): readonly string[] {
  return statements.flatMap(({ resource, conditions }) => {
    const texts = [...(resource?.patterns ?? []), ...conditions.flatMap(({ values }) => values)];
    return [
      ...conditions.map(({ key }) => key),
      ...(version === '2012-10-17' ? texts.flatMap(variablesIn) : []),
    ];
  });
}

function variablesIn(text: string): readonly string[] {
  const pattern = parsePattern(text, { wildcards: true, variables: true });
  if (!pattern.ok) return [];
  return pattern.value.flatMap((part) => (part.kind === 'variable' ? [part.key] : []));
}
