// @ostiary/iam: the control plane in process.
export type { AccountSummary, NewAccount } from './accounts.js';
export type { BuiltInPolicy } from './built-in-policy.js';
export type { ChannelSigningKeyQuestion } from './channel-signing-key.js';
export { createIam, type Iam, type IamOptions } from './create-iam.js';
export { createSecrets } from './create-secrets.js';
export { IamError } from './errors.js';
export type {
  GuardedServices,
  RegisteredService,
  ServiceRegistration,
} from './guarded-services.js';
export { createKeyRing, type KeyRing, type MasterKey } from './key-ring.js';
export { createMemoryStore } from './memory-store.js';
export type { Demand, OperationCaller } from './operation.js';
export type {
  OrganizationApplication,
  OrganizationDescription,
  OrganizationPlan,
  Organizations,
} from './organization/organizations.js';
export type { ProvenPrincipal } from './proven-principal.js';
export type { Quotas } from './quotas.js';
export type { ReportedUse } from './reported-use.js';
export type { SessionSelection } from './revoke-sessions.js';
export type { RootAccessKey, RootAccessKeyRequest } from './root-access-key.js';
export type { DerivedKey, KeyPurpose, SealedSecret, Secrets } from './secrets.js';
export {
  type Cause,
  type ChangedRow,
  type ChangeListener,
  type ChangeRecord,
  DEPLOYMENT,
  type Index,
  type Key,
  type Range,
  type Reader,
  type Row,
  type Store,
  type Table,
  type Writer,
} from './store.js';
export { KeyTakenError, StoreError, type StoreErrorCode } from './store-errors.js';
export type { CredentialUse } from './use-recorder.js';
