// All operations, one row each.
import type { OperationName } from '@ostiary/api';
import type { Operation } from './operation.js';
import { addClientIDToOpenIDConnectProvider } from './operations/add-client-id-to-open-id-connect-provider.js';
import { addRoleToInstanceProfile } from './operations/add-role-to-instance-profile.js';
import { addUserToGroup } from './operations/add-user-to-group.js';
import { assumeRole } from './operations/assume-role.js';
import { assumeRoleWithSAML } from './operations/assume-role-with-saml.js';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.js';
import { attachGroupPolicy } from './operations/attach-group-policy.js';
import { attachRolePolicy } from './operations/attach-role-policy.js';
import { attachUserPolicy } from './operations/attach-user-policy.js';
import { changePassword } from './operations/change-password.js';
import { createAccessKey } from './operations/create-access-key.js';
import { createAccountAlias } from './operations/create-account-alias.js';
import { createGroup } from './operations/create-group.js';
import { createInstanceProfile } from './operations/create-instance-profile.js';
import { createLoginProfile } from './operations/create-login-profile.js';
import { createOpenIDConnectProvider } from './operations/create-open-id-connect-provider.js';
import { createPolicy } from './operations/create-policy.js';
import { createPolicyVersion } from './operations/create-policy-version.js';
import { createRole } from './operations/create-role.js';
import { createSAMLProvider } from './operations/create-saml-provider.js';
import { createServiceLinkedRole } from './operations/create-service-linked-role.js';
import { createServiceSpecificCredential } from './operations/create-service-specific-credential.js';
import { createUser } from './operations/create-user.js';
import { createVirtualMfaDevice } from './operations/create-virtual-mfa-device.js';
import { deactivateMfaDevice } from './operations/deactivate-mfa-device.js';
import { decodeAuthorizationMessage } from './operations/decode-authorization-message.js';
import { deleteAccessKey } from './operations/delete-access-key.js';
import { deleteAccountAlias } from './operations/delete-account-alias.js';
import { deleteAccountPasswordPolicy } from './operations/delete-account-password-policy.js';
import { deleteGroup } from './operations/delete-group.js';
import { deleteGroupPolicy } from './operations/delete-group-policy.js';
import { deleteInstanceProfile } from './operations/delete-instance-profile.js';
import { deleteLoginProfile } from './operations/delete-login-profile.js';
import { deleteOpenIDConnectProvider } from './operations/delete-open-id-connect-provider.js';
import { deletePolicy } from './operations/delete-policy.js';
import { deletePolicyVersion } from './operations/delete-policy-version.js';
import { deleteRole } from './operations/delete-role.js';
import { deleteRolePermissionsBoundary } from './operations/delete-role-permissions-boundary.js';
import { deleteRolePolicy } from './operations/delete-role-policy.js';
import { deleteSAMLProvider } from './operations/delete-saml-provider.js';
import { deleteServerCertificate } from './operations/delete-server-certificate.js';
import { deleteServiceLinkedRole } from './operations/delete-service-linked-role.js';
import { deleteServiceSpecificCredential } from './operations/delete-service-specific-credential.js';
import { deleteSigningCertificate } from './operations/delete-signing-certificate.js';
import { deleteSshPublicKey } from './operations/delete-ssh-public-key.js';
import { deleteUser } from './operations/delete-user.js';
import { deleteUserPermissionsBoundary } from './operations/delete-user-permissions-boundary.js';
import { deleteUserPolicy } from './operations/delete-user-policy.js';
import { deleteVirtualMfaDevice } from './operations/delete-virtual-mfa-device.js';
import { detachGroupPolicy } from './operations/detach-group-policy.js';
import { detachRolePolicy } from './operations/detach-role-policy.js';
import { detachUserPolicy } from './operations/detach-user-policy.js';
import { enableMfaDevice } from './operations/enable-mfa-device.js';
import { generateCredentialReport } from './operations/generate-credential-report.js';
import { generateServiceLastAccessedDetails } from './operations/generate-service-last-accessed-details.js';
import { getAccessKeyInfo } from './operations/get-access-key-info.js';
import { getAccessKeyLastUsed } from './operations/get-access-key-last-used.js';
import { getAccountAuthorizationDetails } from './operations/get-account-authorization-details.js';
import { getAccountPasswordPolicy } from './operations/get-account-password-policy.js';
import { getAccountSummary } from './operations/get-account-summary.js';
import { getCallerIdentity } from './operations/get-caller-identity.js';
import { getContextKeysForCustomPolicy } from './operations/get-context-keys-for-custom-policy.js';
import { getContextKeysForPrincipalPolicy } from './operations/get-context-keys-for-principal-policy.js';
import { getCredentialReport } from './operations/get-credential-report.js';
import { getFederationToken } from './operations/get-federation-token.js';
import { getGroup } from './operations/get-group.js';
import { getGroupPolicy } from './operations/get-group-policy.js';
import { getInstanceProfile } from './operations/get-instance-profile.js';
import { getLoginProfile } from './operations/get-login-profile.js';
import { getMfaDevice } from './operations/get-mfa-device.js';
import { getOpenIDConnectProvider } from './operations/get-open-id-connect-provider.js';
import { getPolicy } from './operations/get-policy.js';
import { getPolicyVersion } from './operations/get-policy-version.js';
import { getRole } from './operations/get-role.js';
import { getRolePolicy } from './operations/get-role-policy.js';
import { getSAMLProvider } from './operations/get-saml-provider.js';
import { getServerCertificate } from './operations/get-server-certificate.js';
import { getServiceLastAccessedDetails } from './operations/get-service-last-accessed-details.js';
import { getServiceLastAccessedDetailsWithEntities } from './operations/get-service-last-accessed-details-with-entities.js';
import { getServiceLinkedRoleDeletionStatus } from './operations/get-service-linked-role-deletion-status.js';
import { getSessionToken } from './operations/get-session-token.js';
import { getSshPublicKey } from './operations/get-ssh-public-key.js';
import { getUser } from './operations/get-user.js';
import { getUserPolicy } from './operations/get-user-policy.js';
import { listAccessKeys } from './operations/list-access-keys.js';
import { listAccountAliases } from './operations/list-account-aliases.js';
import { listAttachedGroupPolicies } from './operations/list-attached-group-policies.js';
import { listAttachedRolePolicies } from './operations/list-attached-role-policies.js';
import { listAttachedUserPolicies } from './operations/list-attached-user-policies.js';
import { listEntitiesForPolicy } from './operations/list-entities-for-policy.js';
import { listGroupPolicies } from './operations/list-group-policies.js';
import { listGroups } from './operations/list-groups.js';
import { listGroupsForUser } from './operations/list-groups-for-user.js';
import { listInstanceProfileTags } from './operations/list-instance-profile-tags.js';
import { listInstanceProfiles } from './operations/list-instance-profiles.js';
import { listInstanceProfilesForRole } from './operations/list-instance-profiles-for-role.js';
import { listMfaDeviceTags } from './operations/list-mfa-device-tags.js';
import { listMfaDevices } from './operations/list-mfa-devices.js';
import { listOpenIDConnectProviderTags } from './operations/list-open-id-connect-provider-tags.js';
import { listOpenIDConnectProviders } from './operations/list-open-id-connect-providers.js';
import { listPolicies } from './operations/list-policies.js';
import { listPoliciesGrantingServiceAccess } from './operations/list-policies-granting-service-access.js';
import { listPolicyTags } from './operations/list-policy-tags.js';
import { listPolicyVersions } from './operations/list-policy-versions.js';
import { listRolePolicies } from './operations/list-role-policies.js';
import { listRoleTags } from './operations/list-role-tags.js';
import { listRoles } from './operations/list-roles.js';
import { listSAMLProviderTags } from './operations/list-saml-provider-tags.js';
import { listSAMLProviders } from './operations/list-saml-providers.js';
import { listServerCertificateTags } from './operations/list-server-certificate-tags.js';
import { listServerCertificates } from './operations/list-server-certificates.js';
import { listServiceSpecificCredentials } from './operations/list-service-specific-credentials.js';
import { listSigningCertificates } from './operations/list-signing-certificates.js';
import { listSshPublicKeys } from './operations/list-ssh-public-keys.js';
import { listUserPolicies } from './operations/list-user-policies.js';
import { listUserTags } from './operations/list-user-tags.js';
import { listUsers } from './operations/list-users.js';
import { listVirtualMfaDevices } from './operations/list-virtual-mfa-devices.js';
import { putGroupPolicy } from './operations/put-group-policy.js';
import { putRolePermissionsBoundary } from './operations/put-role-permissions-boundary.js';
import { putRolePolicy } from './operations/put-role-policy.js';
import { putUserPermissionsBoundary } from './operations/put-user-permissions-boundary.js';
import { putUserPolicy } from './operations/put-user-policy.js';
import { removeClientIDFromOpenIDConnectProvider } from './operations/remove-client-id-from-open-id-connect-provider.js';
import { removeRoleFromInstanceProfile } from './operations/remove-role-from-instance-profile.js';
import { removeUserFromGroup } from './operations/remove-user-from-group.js';
import { resetServiceSpecificCredential } from './operations/reset-service-specific-credential.js';
import { resyncMfaDevice } from './operations/resync-mfa-device.js';
import { setDefaultPolicyVersion } from './operations/set-default-policy-version.js';
import { simulateCustomPolicy } from './operations/simulate-custom-policy.js';
import { simulatePrincipalPolicy } from './operations/simulate-principal-policy.js';
import { tagInstanceProfile } from './operations/tag-instance-profile.js';
import { tagMfaDevice } from './operations/tag-mfa-device.js';
import { tagOpenIDConnectProvider } from './operations/tag-open-id-connect-provider.js';
import { tagPolicy } from './operations/tag-policy.js';
import { tagRole } from './operations/tag-role.js';
import { tagSAMLProvider } from './operations/tag-saml-provider.js';
import { tagServerCertificate } from './operations/tag-server-certificate.js';
import { tagUser } from './operations/tag-user.js';
import { untagInstanceProfile } from './operations/untag-instance-profile.js';
import { untagMfaDevice } from './operations/untag-mfa-device.js';
import { untagOpenIDConnectProvider } from './operations/untag-open-id-connect-provider.js';
import { untagPolicy } from './operations/untag-policy.js';
import { untagRole } from './operations/untag-role.js';
import { untagSAMLProvider } from './operations/untag-saml-provider.js';
import { untagServerCertificate } from './operations/untag-server-certificate.js';
import { untagUser } from './operations/untag-user.js';
import { updateAccessKey } from './operations/update-access-key.js';
import { updateAccountPasswordPolicy } from './operations/update-account-password-policy.js';
import { updateAssumeRolePolicy } from './operations/update-assume-role-policy.js';
import { updateGroup } from './operations/update-group.js';
import { updateLoginProfile } from './operations/update-login-profile.js';
import { updateOpenIDConnectProviderThumbprint } from './operations/update-open-id-connect-provider-thumbprint.js';
import { updateRole } from './operations/update-role.js';
import { updateRoleDescription } from './operations/update-role-description.js';
import { updateSAMLProvider } from './operations/update-saml-provider.js';
import { updateServerCertificate } from './operations/update-server-certificate.js';
import { updateServiceSpecificCredential } from './operations/update-service-specific-credential.js';
import { updateSigningCertificate } from './operations/update-signing-certificate.js';
import { updateSshPublicKey } from './operations/update-ssh-public-key.js';
import { updateUser } from './operations/update-user.js';
import { uploadServerCertificate } from './operations/upload-server-certificate.js';
import { uploadSigningCertificate } from './operations/upload-signing-certificate.js';
import { uploadSshPublicKey } from './operations/upload-ssh-public-key.js';

/** The operations that stand, by name. */
export type Operations = { readonly [Name in OperationName]?: Operation<Name> };

/** Every operation of the domain. */
export const OPERATIONS: Operations = {
  AddClientIDToOpenIDConnectProvider: addClientIDToOpenIDConnectProvider,
  AddRoleToInstanceProfile: addRoleToInstanceProfile,
  AddUserToGroup: addUserToGroup,
  AssumeRole: assumeRole,
  AssumeRoleWithSAML: assumeRoleWithSAML,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  AttachGroupPolicy: attachGroupPolicy,
  AttachRolePolicy: attachRolePolicy,
  AttachUserPolicy: attachUserPolicy,
  ChangePassword: changePassword,
  CreateAccessKey: createAccessKey,
  CreateAccountAlias: createAccountAlias,
  CreateGroup: createGroup,
  CreateInstanceProfile: createInstanceProfile,
  CreateLoginProfile: createLoginProfile,
  CreateOpenIDConnectProvider: createOpenIDConnectProvider,
  CreatePolicy: createPolicy,
  CreatePolicyVersion: createPolicyVersion,
  CreateRole: createRole,
  CreateSAMLProvider: createSAMLProvider,
  CreateServiceLinkedRole: createServiceLinkedRole,
  CreateServiceSpecificCredential: createServiceSpecificCredential,
  CreateUser: createUser,
  CreateVirtualMFADevice: createVirtualMfaDevice,
  DeactivateMFADevice: deactivateMfaDevice,
  DecodeAuthorizationMessage: decodeAuthorizationMessage,
  DeleteAccessKey: deleteAccessKey,
  DeleteAccountAlias: deleteAccountAlias,
  DeleteAccountPasswordPolicy: deleteAccountPasswordPolicy,
  DeleteGroup: deleteGroup,
  DeleteGroupPolicy: deleteGroupPolicy,
  DeleteInstanceProfile: deleteInstanceProfile,
  DeleteLoginProfile: deleteLoginProfile,
  DeleteOpenIDConnectProvider: deleteOpenIDConnectProvider,
  DeletePolicy: deletePolicy,
  DeletePolicyVersion: deletePolicyVersion,
  DeleteRole: deleteRole,
  DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
  DeleteRolePolicy: deleteRolePolicy,
  DeleteSAMLProvider: deleteSAMLProvider,
  DeleteSSHPublicKey: deleteSshPublicKey,
  DeleteServerCertificate: deleteServerCertificate,
  DeleteServiceLinkedRole: deleteServiceLinkedRole,
  DeleteServiceSpecificCredential: deleteServiceSpecificCredential,
  DeleteSigningCertificate: deleteSigningCertificate,
  DeleteUser: deleteUser,
  DeleteUserPermissionsBoundary: deleteUserPermissionsBoundary,
  DeleteUserPolicy: deleteUserPolicy,
  DeleteVirtualMFADevice: deleteVirtualMfaDevice,
  DetachGroupPolicy: detachGroupPolicy,
  DetachRolePolicy: detachRolePolicy,
  DetachUserPolicy: detachUserPolicy,
  EnableMFADevice: enableMfaDevice,
  GenerateCredentialReport: generateCredentialReport,
  GenerateServiceLastAccessedDetails: generateServiceLastAccessedDetails,
  GetAccessKeyInfo: getAccessKeyInfo,
  GetAccessKeyLastUsed: getAccessKeyLastUsed,
  GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
  GetAccountPasswordPolicy: getAccountPasswordPolicy,
  GetAccountSummary: getAccountSummary,
  GetCallerIdentity: getCallerIdentity,
  GetContextKeysForCustomPolicy: getContextKeysForCustomPolicy,
  GetContextKeysForPrincipalPolicy: getContextKeysForPrincipalPolicy,
  GetCredentialReport: getCredentialReport,
  GetFederationToken: getFederationToken,
  GetGroup: getGroup,
  GetGroupPolicy: getGroupPolicy,
  GetInstanceProfile: getInstanceProfile,
  GetLoginProfile: getLoginProfile,
  GetMFADevice: getMfaDevice,
  GetOpenIDConnectProvider: getOpenIDConnectProvider,
  GetPolicy: getPolicy,
  GetPolicyVersion: getPolicyVersion,
  GetRole: getRole,
  GetRolePolicy: getRolePolicy,
  GetSAMLProvider: getSAMLProvider,
  GetSSHPublicKey: getSshPublicKey,
  GetServerCertificate: getServerCertificate,
  GetServiceLastAccessedDetails: getServiceLastAccessedDetails,
  GetServiceLastAccessedDetailsWithEntities: getServiceLastAccessedDetailsWithEntities,
  GetServiceLinkedRoleDeletionStatus: getServiceLinkedRoleDeletionStatus,
  GetSessionToken: getSessionToken,
  GetUser: getUser,
  GetUserPolicy: getUserPolicy,
  ListAccessKeys: listAccessKeys,
  ListAccountAliases: listAccountAliases,
  ListAttachedGroupPolicies: listAttachedGroupPolicies,
  ListAttachedRolePolicies: listAttachedRolePolicies,
  ListAttachedUserPolicies: listAttachedUserPolicies,
  ListEntitiesForPolicy: listEntitiesForPolicy,
  ListGroupPolicies: listGroupPolicies,
  ListGroups: listGroups,
  ListGroupsForUser: listGroupsForUser,
  ListInstanceProfileTags: listInstanceProfileTags,
  ListInstanceProfiles: listInstanceProfiles,
  ListInstanceProfilesForRole: listInstanceProfilesForRole,
  ListMFADeviceTags: listMfaDeviceTags,
  ListMFADevices: listMfaDevices,
  ListOpenIDConnectProviderTags: listOpenIDConnectProviderTags,
  ListOpenIDConnectProviders: listOpenIDConnectProviders,
  ListPolicies: listPolicies,
  ListPoliciesGrantingServiceAccess: listPoliciesGrantingServiceAccess,
  ListPolicyTags: listPolicyTags,
  ListPolicyVersions: listPolicyVersions,
  ListRolePolicies: listRolePolicies,
  ListRoleTags: listRoleTags,
  ListRoles: listRoles,
  ListSAMLProviderTags: listSAMLProviderTags,
  ListSAMLProviders: listSAMLProviders,
  ListSSHPublicKeys: listSshPublicKeys,
  ListServerCertificateTags: listServerCertificateTags,
  ListServerCertificates: listServerCertificates,
  ListServiceSpecificCredentials: listServiceSpecificCredentials,
  ListSigningCertificates: listSigningCertificates,
  ListUserPolicies: listUserPolicies,
  ListUserTags: listUserTags,
  ListUsers: listUsers,
  ListVirtualMFADevices: listVirtualMfaDevices,
  PutGroupPolicy: putGroupPolicy,
  PutRolePermissionsBoundary: putRolePermissionsBoundary,
  PutRolePolicy: putRolePolicy,
  PutUserPermissionsBoundary: putUserPermissionsBoundary,
  PutUserPolicy: putUserPolicy,
  RemoveClientIDFromOpenIDConnectProvider: removeClientIDFromOpenIDConnectProvider,
  RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
  RemoveUserFromGroup: removeUserFromGroup,
  ResetServiceSpecificCredential: resetServiceSpecificCredential,
  ResyncMFADevice: resyncMfaDevice,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
  SimulateCustomPolicy: simulateCustomPolicy,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
  TagInstanceProfile: tagInstanceProfile,
  TagMFADevice: tagMfaDevice,
  TagOpenIDConnectProvider: tagOpenIDConnectProvider,
  TagPolicy: tagPolicy,
  TagRole: tagRole,
  TagSAMLProvider: tagSAMLProvider,
  TagServerCertificate: tagServerCertificate,
  TagUser: tagUser,
  UntagInstanceProfile: untagInstanceProfile,
  UntagMFADevice: untagMfaDevice,
  UntagOpenIDConnectProvider: untagOpenIDConnectProvider,
  UntagPolicy: untagPolicy,
  UntagRole: untagRole,
  UntagSAMLProvider: untagSAMLProvider,
  UntagServerCertificate: untagServerCertificate,
  UntagUser: untagUser,
  UpdateAccessKey: updateAccessKey,
  UpdateAccountPasswordPolicy: updateAccountPasswordPolicy,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  UpdateGroup: updateGroup,
  UpdateLoginProfile: updateLoginProfile,
  UpdateOpenIDConnectProviderThumbprint: updateOpenIDConnectProviderThumbprint,
  UpdateRole: updateRole,
  UpdateRoleDescription: updateRoleDescription,
  UpdateSAMLProvider: updateSAMLProvider,
  UpdateSSHPublicKey: updateSshPublicKey,
  UpdateServerCertificate: updateServerCertificate,
  UpdateServiceSpecificCredential: updateServiceSpecificCredential,
  UpdateSigningCertificate: updateSigningCertificate,
  UpdateUser: updateUser,
  UploadSSHPublicKey: uploadSshPublicKey,
  UploadServerCertificate: uploadServerCertificate,
  UploadSigningCertificate: uploadSigningCertificate,
};
