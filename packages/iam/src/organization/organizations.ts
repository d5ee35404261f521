// The organization of a deployment: shown, planned and applied as one document.
import type { DomainScope } from '../domain-scope.js';
import { IamError } from '../errors.js';
import type { OperationCaller } from '../operation.js';
import type { Secrets } from '../secrets.js';
import { DEPLOYMENT, type Reader, type Writer } from '../store.js';
import { ACCOUNTS } from '../tables/accounts.js';
import {
  ORGANIZATION_DOCUMENTS,
  ORGANIZATIONS,
  type OrganizationDocument,
  type OrganizationHead,
} from '../tables/organizations.js';
import { KEY } from './load-organization.js';
import type { Organization } from './organization.js';
import { formatPath, parseOrganization } from './parse-organization.js';
import { type PlannedChange, planOrganization } from './plan-organization.js';

/** The organization that stands. */
export interface OrganizationDescription {
  /** How many documents have been applied; 0 without any. */
  readonly revision: number;
  /** As it was applied; the others are absent too when none has been. */
  readonly document?: string;
  readonly applyDate?: Date;
  /** `o-exampleorgid`, for `aws:PrincipalOrgID` and `aws:ResourceOrgID`. */
  readonly organizationId?: string;
  /** `r-exam`. */
  readonly rootId?: string;
  /** By the name of each unit, `ou-exam-exampleou`, for `aws:PrincipalOrgPaths` and `aws:ResourceOrgPaths`. */
  readonly unitIds?: Readonly<Record<string, string>>;
}

/** What applying a document would change. */
export interface OrganizationPlan {
  /** The revision that it would change; to be handed in when it is applied. */
  readonly revision: number;
  /** In sentences; none when nothing would change. */
  readonly changes: readonly PlannedChange[];
}

/** A document that is to be applied, and the revision that it was planned for. */
export interface OrganizationApplication {
  readonly document: string;
  readonly revision: number;
}

/** What operators do with the organization. None of it asks for permission. */
export interface Organizations {
  /** The organization that stands; revision 0 where there is none. */
  readonly describe: () => Promise<OrganizationDescription>;
  /**
   * Says what a document would change, and changes nothing.
   *
   * @throws IamError `ValidationError` with every place of the document that is at fault
   */
  readonly plan: (caller: OperationCaller, document: string) => Promise<OrganizationPlan>;
  /**
   * Puts a document in the place of the one that stands, in one transaction; answers the new
   * revision and what was changed.
   *
   * @throws IamError as `plan` does; `ConcurrentModification` when another document has been applied
   *   since the plan was made
   */
  readonly apply: (
    caller: OperationCaller,
    application: OrganizationApplication,
  ) => Promise<OrganizationPlan>;
}

/** The organization of a deployment. */
export function organizations(scope: DomainScope): Organizations {
  const { store, secrets, now } = scope;
  return {
    describe: () => store.read(describe),
    plan: (caller, document) =>
      store.read(async (reader) => {
        const standing = await find(reader);
        const wanted = await readDocument(document, caller, reader);
        return { revision: standing.revision, changes: planOrganization(standing.value, wanted) };
      }),
    apply: (caller, { document, revision }) => {
      const { accountId, requestId, sourceIp, principal } = caller;
      const cause = {
        ...{ accountId, requestId, sourceIp, operation: 'ApplyOrganization' },
        principal: 'arn' in principal ? principal.arn : principal.type,
      };
      return store.transact(cause, async (writer) => {
        const standing = await find(writer);
        if (standing.revision !== revision) {
          throw new IamError(
            'ConcurrentModification',
            `the plan is for revision ${revision} of the organization, which is now at ${standing.revision}; plan again`,
          );
        }
        const wanted = await readDocument(document, caller, writer);
        const changes = planOrganization(standing.value, wanted);
        const head = {
          accountId: DEPLOYMENT,
          revision: revision + 1,
          applyDate: now().toISOString(),
        };
        const ids = assignIds(wanted, standing.row, secrets);
        await put(writer, standing.row !== undefined, head, {
          ...{ accountId: DEPLOYMENT, document },
          ...ids,
        });
        return { revision: head.revision, changes };
      });
    },
  };
}

async function describe(reader: Reader): Promise<OrganizationDescription> {
  const head = await reader.get(ORGANIZATIONS, DEPLOYMENT, KEY);
  const row = await reader.get(ORGANIZATION_DOCUMENTS, DEPLOYMENT, KEY);
  if (head === undefined || row === undefined) return { revision: 0 };
  const { document, organizationId, rootId, unitIds } = row;
  const { revision, applyDate } = head;
  return { revision, document, applyDate: new Date(applyDate), organizationId, rootId, unitIds };
}

interface Standing {
  readonly revision: number;
  readonly row: OrganizationDocument | undefined;
  readonly value: Organization | undefined;
}

/** A document that no longer parses can be replaced: all of the new one is then a change. */
async function find(reader: Reader): Promise<Standing> {
  const head = await reader.get(ORGANIZATIONS, DEPLOYMENT, KEY);
  const row = await reader.get(ORGANIZATION_DOCUMENTS, DEPLOYMENT, KEY);
  const parsed = row && parseOrganization(row.document);
  const value = parsed?.ok ? parsed.value : undefined;
  return { revision: head?.revision ?? 0, row, value };
}

async function readDocument(
  document: string,
  { accountId }: OperationCaller,
  reader: Reader,
): Promise<Organization> {
  const accounts = await reader.list(ACCOUNTS, { accountId: DEPLOYMENT });
  const parsed = parseOrganization(document, new Set(accounts.map(({ id }) => id)));
  if (!parsed.ok) {
    const issues = parsed.issues.map(({ line, column, path, message }) => {
      const where = path.length === 0 ? '' : `\`${formatPath(path)}\`: `;
      return `${line}:${column}: ${where}${message}`;
    });
    throw new IamError('ValidationError', issues.join('\n'));
  }
  const { managementAccount } = parsed.value;
  if (managementAccount !== accountId) {
    throw new IamError(
      'ValidationError',
      `\`managementAccount\`: expected the account that owns the deployment, \`${accountId}\`, found \`${managementAccount}\``,
    );
  }
  return parsed.value;
}

const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Ids in the form of AWS's (AWS Organizations API Reference, "Organization", "Root" and
 * "OrganizationalUnit"). What was there before keeps its own, so that policies which name it hold.
 */
function assignIds(
  organization: Organization,
  former: OrganizationDocument | undefined,
  secrets: Secrets,
): Pick<OrganizationDocument, 'organizationId' | 'rootId' | 'unitIds'> {
  const random = (length: number) => secrets.randomText(ID_ALPHABET, length);
  const rootId = former?.rootId ?? `r-${random(4)}`;
  const known = new Map(Object.entries(former?.unitIds ?? {}));
  const names = unitNames(organization.root);
  return {
    organizationId: former?.organizationId ?? `o-${random(10)}`,
    rootId,
    unitIds: Object.fromEntries(
      names.map((name) => [name, known.get(name) ?? `ou-${rootId.slice(2)}-${random(8)}`]),
    ),
  };
}

function unitNames(node: Organization['root']): readonly string[] {
  return node.organizationalUnits.flatMap((unit) => [unit.name, ...unitNames(unit)]);
}

async function put(
  writer: Writer,
  stands: boolean,
  head: OrganizationHead,
  document: OrganizationDocument,
): Promise<void> {
  if (stands) {
    await writer.replace(ORGANIZATIONS, head);
    await writer.replace(ORGANIZATION_DOCUMENTS, document);
  } else {
    await writer.insert(ORGANIZATIONS, head);
    await writer.insert(ORGANIZATION_DOCUMENTS, document);
  }
}
