/** The security acts that are recorded. */
export type AuditAction =
  | 'oauth-client.created'
  | 'oauth-client.updated'
  | 'oauth-client.deleted'
  | 'oauth-client.secret-rotated'
  | 'api-key.created'
  | 'api-key.revoked'
  | 'token-session.revoked'
  | 'user.deleted'
  | 'webhook.switched-off'
  | 'login.refused';

/** Who acted: a caller of the API, or the command line. */
export interface Actor {
  method: string;
  userId: number | null;
}

/** The person at the server's command line. */
export const COMMAND_LINE: Actor = { method: 'COMMAND_LINE', userId: null };

/** One security act. Nothing in it may be a secret. */
export interface AuditEvent {
  action: AuditAction;
  actor: Actor | null;
  organizationId: number | null;
  oauthClientId: string | null;
  /** What it was done to. */
  targetId: string | null;
  details?: Record<string, string | number | boolean | null>;
}
