import type pg from 'pg';

/** The organization of whoever runs the server, and the first of its owners. */
export interface FirstOrganization {
  organizationId: number;
  ownerId: number;
}

const FIND = `SELECT organization_id AS "organizationId", user_id AS "ownerId" FROM memberships
  WHERE role = 'OWNER' AND accepted ORDER BY organization_id, user_id LIMIT 1`;

// One statement: a crash leaves an organization with its owner or none.
const INSERT = `WITH organization AS (
    INSERT INTO organizations (name) VALUES ('My organization') RETURNING id
  ), owner AS (
    INSERT INTO users (email, username, name, verified, organization_id)
    SELECT 'owner@example.com', 'owner', 'Owner', true, id FROM organization RETURNING id, organization_id, username
  ), profile AS (
    INSERT INTO profiles (user_id, organization_id, username) SELECT id, organization_id, username FROM owner
  )
  INSERT INTO memberships (user_id, organization_id, role, accepted) SELECT id, organization_id, 'OWNER', true FROM owner
  RETURNING organization_id AS "organizationId", user_id AS "ownerId"`;

/** Finds the organization or, in an empty database, makes it. Must run under the migrations' lock. */
export async function firstOrganization(client: pg.ClientBase): Promise<FirstOrganization> {
  const found = await client.query<FirstOrganization>(FIND);
  const { rows } = found.rowCount ? found : await client.query<FirstOrganization>(INSERT);
  return rows[0] as FirstOrganization;
}
