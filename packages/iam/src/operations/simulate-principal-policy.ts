// SimulatePrincipalPolicy.
import type { InputOf } from '@ostiary/api';
import { type Arn, type Principal, printPolicy } from '@ostiary/policy';
import { findHeldDocuments, findManagedDocument, type HeldDocument } from '../held-documents.js';
import type { Operation, ReadScope } from '../operation.js';
import {
  demandOnPolicyEntity,
  getPolicyEntity,
  type PolicyEntity,
  policyEntityArn,
} from '../policy-entity.js';
import { isServiceLinked } from '../service-linked-roles.js';
import { parseInputList, parseSimulatedPolicy, type SimulatedPolicy } from '../simulated-policy.js';
import {
  readCaller,
  readSurroundings,
  simulateOnPage,
  unnamedCaller,
} from '../simulation-input.js';

/** Says what the policies of a user, a group or a role would decide (IAM API Reference, "SimulatePrincipalPolicy"). */
export const simulatePrincipalPolicy: Operation<'SimulatePrincipalPolicy'> = {
  name: 'SimulatePrincipalPolicy',
  access: 'read',
  demands: ({ PolicySourceArn }, scope) =>
    demandOnPolicyEntity('iam:SimulatePrincipalPolicy', PolicySourceArn, scope),
  run: async (input, scope) => {
    const entity = await getPolicyEntity(input.PolicySourceArn, scope);
    const held = await findHeldDocuments(entity, scope);
    const caller =
      input.CallerArn === undefined ? callerOf(entity, scope) : readCaller(input.CallerArn);
    const simulation = {
      ...readSurroundings(input, caller),
      principal: caller ?? unnamedCaller(scope),
      identity: [
        ...held
          .filter((document) => !isExcluded(document, input.PolicyExclusionList))
          .map((each) => parseSimulatedPolicy(sourceId(each), each.document, 'identity')),
        ...parseInputList('PolicyInputList', input.PolicyInputList),
      ],
      permissionsBoundary: await boundaryOf(entity, input, scope),
      serviceControl: await serviceControlOf(entity, scope),
    };
    return simulateOnPage('SimulatePrincipalPolicy', input, simulation, scope);
  },
};

/** A group is nobody who asks. */
function callerOf(entity: PolicyEntity, scope: ReadScope): Principal | undefined {
  const arn = policyEntityArn(entity, scope) as Arn;
  switch (entity.kind) {
    case 'user': {
      const { accountId, userName, userId } = entity.row;
      return { type: 'User', arn, accountId, userName, userId };
    }
    case 'role': {
      const { accountId, roleId } = entity.row;
      return { type: 'Role', arn, accountId, roleId };
    }
    case 'group':
      return undefined;
  }
}

/** The levels of the organization above the entity's account, where they bind it. */
async function serviceControlOf(
  entity: PolicyEntity,
  { store, loadOrganization }: ReadScope,
): Promise<readonly (readonly SimulatedPolicy[])[] | null> {
  const organization = await loadOrganization(store);
  const levels = organization?.(entity.row.accountId).levels;
  const isBound = levels && !(entity.kind === 'role' && isServiceLinked(entity.row));
  if (!isBound) return null;
  return levels.serviceControl.map((level) =>
    level.map(({ name, policy }) => ({
      ...{ name, policy, document: JSON.stringify(printPolicy(policy)) },
    })),
  );
}

/** The boundary that is given, or else the one that the entity has. */
async function boundaryOf(
  { kind, row }: PolicyEntity,
  { PermissionsBoundaryPolicyInputList: given }: InputOf<'SimulatePrincipalPolicy'>,
  scope: ReadScope,
): Promise<readonly SimulatedPolicy[] | null> {
  if (given !== undefined) return parseInputList('PermissionsBoundaryPolicyInputList', given);
  const arn = kind === 'group' ? undefined : row.permissionsBoundary;
  if (arn === undefined) return null;
  const document = await findManagedDocument(arn, scope);
  return document === undefined ? [] : [parseSimulatedPolicy(arn, document, 'identity')];
}

function sourceId({ holder, policyName, policyArn }: HeldDocument): string {
  return policyArn === undefined ? `${holder.kind}_${holder.name}_${policyName}` : policyName;
}

function isExcluded(
  { holder, policyName, policyArn }: HeldDocument,
  exclusions: InputOf<'SimulatePrincipalPolicy'>['PolicyExclusionList'] = [],
): boolean {
  return exclusions.some(({ PolicyArn, InlinePolicyIdentifier: inline }) =>
    policyArn === undefined
      ? inline?.PolicyName === policyName &&
        inline.AttachmentType.toLowerCase() === holder.kind &&
        inline.AttachmentName.toLowerCase() === holder.name.toLowerCase()
      : PolicyArn === policyArn,
  );
}
