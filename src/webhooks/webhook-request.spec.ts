import { webhookRequest } from './webhook-request.js';

const DELIVERY = {
  ...{ id: 'd1', trigger: 'BOOKING_CREATED', payload: '{"title":"A & \\"B\\"","n":1}', payloadTemplate: null },
  ...{ createdAt: new Date('2026-08-01T10:00:00Z'), version: '2021-10-20' },
};
const ENVELOPE =
  '{"triggerEvent":"BOOKING_CREATED","createdAt":"2026-08-01T10:00:00.000Z","payload":{"title":"A & \\"B\\"","n":1}}';
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

describe('webhookRequest', () => {
  it.each<[string, string, string | null, string, string]>([
    ['the envelope without a template', 'BOOKING_CREATED', null, ENVELOPE, JSON_TYPE],
    ['the envelope for an empty template', 'BOOKING_CREATED', '', ENVELOPE, JSON_TYPE],
    [
      'a template in JSON',
      'BOOKING_CREATED',
      '{"n":"{{n}}", "e":"{{triggerEvent}}"}',
      '{"n":"1","e":"BOOKING_CREATED"}',
      JSON_TYPE,
    ],
    [
      'any other text',
      'BOOKING_CREATED',
      't={{title}} {{createdAt}}',
      't=A &amp; "B" 2026-08-01T10:00:00.000Z',
      FORM_TYPE,
    ],
    ['false when the result is no JSON', 'BOOKING_CREATED', '{"t":"{{title}}"}', 'false', JSON_TYPE],
    [
      'the envelope of BOOKING_REQUESTED',
      'BOOKING_REQUESTED',
      'x',
      ENVELOPE.replace('CREATED', 'REQUESTED'),
      FORM_TYPE,
    ],
    ['a flat event as it is', 'MEETING_STARTED', 'x', DELIVERY.payload, FORM_TYPE],
  ])('sends %s', (_, trigger, payloadTemplate, body, contentType) => {
    const request = webhookRequest({ ...DELIVERY, trigger, payloadTemplate }, null, 0);
    expect(request.body).toBe(body);
    expect(request.headers['Content-Type']).toBe(contentType);
  });
});
