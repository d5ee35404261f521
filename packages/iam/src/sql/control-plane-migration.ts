// Migration 1: the tables of the control plane.
import type { Migration } from './migration.js';

/** The first tables. Not yet released: a table that is added to the domain is added here. */
export const CONTROL_PLANE_MIGRATION: Migration = {
  number: 1,
  name: 'control plane',
  tables: {
    access_keys: { id: 'deployment', owner: 'account' },
    access_reports: { date: 'account' },
    accounts: { alias: 'deployment' },
    attachments: { policy: 'account' },
    credential_reports: {},
    groups: { name: 'account' },
    inline_policies: {},
    instance_profiles: { name: 'account', role: 'account' },
    last_uses: {},
    login_profiles: {},
    managed_policies: { name: 'account' },
    master_keys: {},
    memberships: { group: 'account' },
    mfa_devices: { owner: 'account', serial: 'account' },
    open_id_connect_providers: {},
    password_policies: {},
    policy_versions: {},
    roles: { boundary: 'account', name: 'account' },
    saml_providers: {},
    server_certificates: { name: 'account' },
    service_credentials: { serviceUserName: 'account' },
    service_uses: {},
    services: { serviceName: 'deployment' },
    sessions: { accessKey: 'deployment', expiration: 'account', principal: 'account' },
    signing_certificates: { fingerprint: 'account' },
    ssh_public_keys: { digest: 'account' },
    used_assertions: { expiration: 'account' },
    users: { boundary: 'account', name: 'account' },
  },
};
