// A policy in a simulation: parsed, and with the place of each of its statements.
import type { NamedPolicy } from '@ostiary/evaluator';
import { type JsonNode, type PolicyType, parseJson, parsePolicy } from '@ostiary/policy';
import { IamError } from './errors.js';

/** A policy to be simulated. */
export interface SimulatedPolicy extends NamedPolicy {
  /** `PolicyInputList.1`, or what the policy is called. */
  readonly name: string;
  readonly document: string;
}

/** A statement's extent in its document: lines and columns count from 1, and the end is after it. */
export interface StatementExtent {
  readonly StartPosition: { readonly Line: number; readonly Column: number };
  readonly EndPosition: { readonly Line: number; readonly Column: number };
}

/**
 * Parses a document for a simulation.
 *
 * @throws IamError InvalidInput with what is wrong and where
 */
export function parseSimulatedPolicy(
  name: string,
  document: string,
  policyType: PolicyType,
): SimulatedPolicy {
  const parsed = parsePolicy(document, { policyType });
  if (parsed.ok) return { name, document, policy: parsed.value };
  const [issue] = parsed.issues;
  throw new IamError(
    'InvalidInput',
    `${name}: ${issue?.message} (line ${issue?.line}, column ${issue?.column})`,
  );
}

/** Parses the documents of a list of an input, each named by its place in it. */
export function parseInputList(
  list: string,
  documents: readonly string[] = [],
  policyType: PolicyType = 'identity',
): readonly SimulatedPolicy[] {
  return documents.map((document, index) =>
    parseSimulatedPolicy(`${list}.${index + 1}`, document, policyType),
  );
}

/** Where a statement stands, by its 0-based place in the policy. */
export function findStatement(document: string, index: number): StatementExtent | undefined {
  const parsed = parseJson(document);
  const root = parsed.ok ? parsed.value : undefined;
  const statements = root?.kind === 'object' ? root.members.get('Statement')?.value : undefined;
  const node = statements?.kind === 'array' ? statements.items[index] : statements;
  return node && extentOf(node, document);
}

function extentOf({ offset, length }: JsonNode, document: string): StatementExtent {
  return {
    StartPosition: positionAt(document, offset),
    EndPosition: positionAt(document, offset + length),
  };
}

function positionAt(document: string, offset: number): StatementExtent['StartPosition'] {
  const lines = document.slice(0, offset).split('\n');
  return { Line: lines.length, Column: (lines.at(-1)?.length ?? 0) + 1 };
}
