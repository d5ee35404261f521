// The shape of an account file, in the words of IAM's own answers.
import { z } from 'zod';

/** A document under its name, written inline. */
export interface InlinePolicyDetail {
  readonly PolicyName: string;
  readonly PolicyDocument: unknown;
}

/** What users, groups and roles have in common. */
export interface HolderDetail {
  readonly AttachedManagedPolicies: readonly { readonly PolicyArn: string }[];
}

/** What users and roles have in common. */
export interface PrincipalDetail extends HolderDetail {
  readonly Arn: string;
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn: string } | undefined;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** A user of `UserDetailList`. */
export interface UserDetail extends PrincipalDetail {
  readonly UserName: string;
  readonly UserId?: string | undefined;
  readonly GroupList: readonly string[];
  readonly UserPolicyList: readonly InlinePolicyDetail[];
}

/** A group of `GroupDetailList`. */
export interface GroupDetail extends HolderDetail {
  readonly GroupName: string;
  readonly GroupPolicyList: readonly InlinePolicyDetail[];
}

/** A role of `RoleDetailList`. */
export interface RoleDetail extends PrincipalDetail {
  readonly RoleName: string;
  readonly RoleId?: string | undefined;
  readonly AssumeRolePolicyDocument?: unknown;
  readonly RolePolicyList: readonly InlinePolicyDetail[];
}

/** A managed policy of `Policies`, with its versions. */
export interface ManagedPolicyDetail {
  readonly Arn: string;
  readonly DefaultVersionId: string;
  readonly PolicyVersionList: readonly { readonly VersionId: string; readonly Document: unknown }[];
}

/** An access key as CreateAccessKey answers it. */
export interface AccessKeyDetail {
  readonly UserName: string;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Status: 'Active' | 'Inactive';
}

/** A session as AssumeRole answers it, with the session policy that it was asked for. */
export interface SessionDetail {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: string;
  };
  readonly AssumedRoleUser: { readonly Arn: string };
  readonly Policy?: unknown;
}

/** An account file (IAM API Reference, "GetAccountAuthorizationDetails"), and its credentials. */
export interface AccountDetails {
  readonly UserDetailList: readonly UserDetail[];
  readonly GroupDetailList: readonly GroupDetail[];
  readonly RoleDetailList: readonly RoleDetail[];
  readonly Policies: readonly ManagedPolicyDetail[];
  readonly AccessKeys: readonly AccessKeyDetail[];
  readonly Sessions: readonly SessionDetail[];
}

const document = z.unknown();
const text = z.string().min(1);
const attached = z.array(z.strictObject({ PolicyName: text, PolicyArn: text })).default([]);
const inline = z.array(z.strictObject({ PolicyName: text, PolicyDocument: document })).default([]);
const tags = z.array(z.strictObject({ Key: text, Value: z.string() })).default([]);
const boundary = z
  .strictObject({ PermissionsBoundaryType: text.optional(), PermissionsBoundaryArn: text })
  .optional();
const dated = { Path: text.optional(), CreateDate: text.optional() };

const user = z.strictObject({
  ...dated,
  UserName: text,
  UserId: text.optional(),
  Arn: text,
  GroupList: z.array(text).default([]),
  UserPolicyList: inline,
  AttachedManagedPolicies: attached,
  PermissionsBoundary: boundary,
  Tags: tags,
});

const group = z.strictObject({
  ...dated,
  GroupName: text,
  GroupId: text.optional(),
  Arn: text.optional(),
  GroupPolicyList: inline,
  AttachedManagedPolicies: attached,
});

const role = z.strictObject({
  ...dated,
  RoleName: text,
  RoleId: text.optional(),
  Arn: text,
  AssumeRolePolicyDocument: document.optional(),
  InstanceProfileList: z.array(z.unknown()).optional(),
  RoleLastUsed: z.unknown().optional(),
  RolePolicyList: inline,
  AttachedManagedPolicies: attached,
  PermissionsBoundary: boundary,
  Tags: tags,
});

const managedPolicy = z.strictObject({
  ...dated,
  PolicyName: text,
  PolicyId: text.optional(),
  Arn: text,
  Description: z.string().optional(),
  DefaultVersionId: text,
  AttachmentCount: z.number().optional(),
  PermissionsBoundaryUsageCount: z.number().optional(),
  IsAttachable: z.boolean().optional(),
  UpdateDate: text.optional(),
  PolicyVersionList: z.array(
    z.strictObject({
      VersionId: text,
      IsDefaultVersion: z.boolean().optional(),
      CreateDate: text.optional(),
      Document: document,
    }),
  ),
});

const accessKey = z.strictObject({
  UserName: text,
  AccessKeyId: z.string().regex(/^\w{16,128}$/, 'expected 16 to 128 letters and digits'),
  SecretAccessKey: text,
  Status: z.enum(['Active', 'Inactive']).default('Active'),
  CreateDate: text.optional(),
});

const session = z.strictObject({
  Credentials: z.strictObject({
    AccessKeyId: text,
    SecretAccessKey: text,
    SessionToken: text,
    Expiration: z.iso.datetime({ offset: true }),
  }),
  AssumedRoleUser: z.strictObject({ AssumedRoleId: text.optional(), Arn: text }),
  PackedPolicySize: z.number().optional(),
  /** The session policy that was handed to AssumeRole. */
  Policy: document.optional(),
});

/** Reads an account file; unknown members are refused, since a misspelt limit limits nothing. */
export const accountDetails: z.ZodType<AccountDetails> = z.strictObject({
  UserDetailList: z.array(user).default([]),
  GroupDetailList: z.array(group).default([]),
  RoleDetailList: z.array(role).default([]),
  Policies: z.array(managedPolicy).default([]),
  AccessKeys: z.array(accessKey).default([]),
  Sessions: z.array(session).default([]),
});
