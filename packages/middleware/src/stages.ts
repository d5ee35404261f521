// What the steps of a request's way work with.
import type { ServiceLocation } from './arn-format.js';
import type { AuditSink } from './audit.js';
import type { Authenticator, FormAuthenticator } from './authenticator.js';
import type { DialectRules } from './dialect.js';
import type { LoadPrincipal } from './policy-cache.js';
import type { EncodeDecision } from './refusal.js';
import type { ResourceControlCache } from './resource-control-cache.js';
import type { ResolveProxies } from './trusted-proxies.js';

/** What the steps work with. */
export interface Stages {
  readonly service: string;
  readonly location: ServiceLocation;
  readonly dialect: DialectRules;
  readonly resolveProxies: ResolveProxies;
  readonly maxBodyBytes: number;
  readonly authenticators: readonly Authenticator[];
  readonly authenticateForm: FormAuthenticator;
  readonly loadPrincipal: LoadPrincipal;
  /** Undefined where no organization is known. */
  readonly loadResourceControls: ResourceControlCache['load'] | undefined;
  readonly audit: AuditSink;
  readonly explain: boolean;
  readonly encodeDecision: EncodeDecision | undefined;
  readonly now: () => Date;
  readonly onError: (error: unknown, requestId: string) => void;
}
