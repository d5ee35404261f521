// How much of everything an account may have.

/** The quotas of an account, by the names that GetAccountSummary reports where it has one. */
export interface Quotas {
  readonly UsersQuota: number;
  readonly GroupsQuota: number;
  readonly RolesQuota: number;
  readonly PoliciesQuota: number;
  readonly InstanceProfilesQuota: number;
  readonly GroupsPerUserQuota: number;
  readonly AccessKeysPerUserQuota: number;
  readonly MFADevicesPerUserQuota: number;
  readonly SigningCertificatesPerUserQuota: number;
  readonly SSHPublicKeysPerUserQuota: number;
  /** For each service. */
  readonly ServiceSpecificCredentialsPerUserQuota: number;
  readonly ServerCertificatesQuota: number;
  readonly AttachedPoliciesPerUserQuota: number;
  readonly AttachedPoliciesPerGroupQuota: number;
  readonly AttachedPoliciesPerRoleQuota: number;
  readonly VersionsPerPolicyQuota: number;
  /** Characters without white space. */
  readonly PolicySizeQuota: number;
  /** Of all inline policies of a user together, in characters without white space; the next two likewise. */
  readonly UserPolicySizeQuota: number;
  readonly GroupPolicySizeQuota: number;
  readonly RolePolicySizeQuota: number;
  readonly AssumeRolePolicySizeQuota: number;
}

/** AWS's defaults (IAM User Guide, "IAM and AWS STS quotas"). */
export const DEFAULT_QUOTAS: Quotas = {
  UsersQuota: 5000,
  GroupsQuota: 300,
  RolesQuota: 1000,
  PoliciesQuota: 1500,
  InstanceProfilesQuota: 1000,
  GroupsPerUserQuota: 10,
  AccessKeysPerUserQuota: 2,
  MFADevicesPerUserQuota: 8,
  SigningCertificatesPerUserQuota: 2,
  SSHPublicKeysPerUserQuota: 5,
  ServiceSpecificCredentialsPerUserQuota: 2,
  ServerCertificatesQuota: 20,
  AttachedPoliciesPerUserQuota: 10,
  AttachedPoliciesPerGroupQuota: 10,
  AttachedPoliciesPerRoleQuota: 10,
  VersionsPerPolicyQuota: 5,
  PolicySizeQuota: 6144,
  UserPolicySizeQuota: 2048,
  GroupPolicySizeQuota: 5120,
  RolePolicySizeQuota: 10_240,
  AssumeRolePolicySizeQuota: 2048,
};
