import type { Sealer } from '../secrets/sealer.js';

/** What is stored of a webhook's signing secret: the secret sealed, and bound to its webhook. */
export function sealWebhookSecret(
  sealer: Sealer,
  webhookId: string,
  secret: string | null,
): Uint8Array<ArrayBuffer> | null {
  return secret === null ? null : new Uint8Array(sealer.seal(secret, sealContext(webhookId)));
}

/** The signing secret of a stored webhook; null when it has none. */
export function openWebhookSecret(
  sealer: Sealer,
  { id, sealedSecret }: { id: string; sealedSecret: Uint8Array | null },
): string | null {
  return sealedSecret === null ? null : sealer.open(sealedSecret, sealContext(id));
}

const sealContext = (webhookId: string): string => `webhook-secret:${webhookId}`;
