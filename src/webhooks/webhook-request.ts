import { renderTemplate } from './render-template.js';
import { calSignature, standardHeaders } from './webhook-signature.js';
import type { ClaimedDelivery } from './webhook-deliveries.repository.js';

/** What goes over the wire. */
export interface WebhookRequest {
  headers: Record<string, string>;
  body: string;
}

/** Their body is sent as it was laid up. */
const FLAT = ['MEETING_STARTED', 'MEETING_ENDED'];
/** Their body is never that of a template. */
const UNTEMPLATED = [...FLAT, 'BOOKING_REQUESTED'];

/**
 * The request of one attempt.
 *
 * @param secret null when requests are not signed.
 * @param now epoch milliseconds, for the signature.
 * @throws Error for a template that cannot be filled in.
 */
export function webhookRequest(
  delivery: Pick<ClaimedDelivery, 'id' | 'trigger' | 'payload' | 'createdAt' | 'payloadTemplate' | 'version'>,
  secret: string | null,
  now: number,
): WebhookRequest {
  const { id, payloadTemplate, version } = delivery;
  const body = bodyOf(delivery);
  return {
    body,
    headers: {
      'Content-Type': contentTypeOf(payloadTemplate),
      'X-Cal-Signature-256': calSignature(secret, body),
      'X-Cal-Webhook-Version': version,
      ...standardHeaders(id, now, secret, body),
    },
  };
}

// compat: webhooks.template-content-type — also where the template itself is ignored.
function contentTypeOf(template: string | null): string {
  return template && parsed(template) === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
}

/** The standard envelope, or what the template makes of it. `createdAt` is when it happened, the same in every attempt. */
function bodyOf({
  trigger,
  payload,
  createdAt: time,
  payloadTemplate: template,
}: Pick<ClaimedDelivery, 'trigger' | 'payload' | 'createdAt' | 'payloadTemplate'>): string {
  if (FLAT.includes(trigger)) return payload;
  const createdAt = time.toISOString();
  if (!template || UNTEMPLATED.includes(trigger)) {
    return `{"triggerEvent":"${trigger}","createdAt":"${createdAt}","payload":${payload}}`;
  }
  const context = { ...(JSON.parse(payload) as Record<string, unknown>), triggerEvent: trigger, createdAt };
  // compat: webhooks.template-quotes — everything is escaped as in HTML, but for quotation marks.
  const text = renderTemplate(template, context).replaceAll('&quot;', '"');
  // compat: webhooks.template-broken — a template in JSON whose result is none sends `false`.
  return parsed(template) === undefined ? text : JSON.stringify(parsed(text) ?? false);
}

/** Undefined when the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
