import { anOAuthClient } from '../support/factories.js';
import { badRequest, expectError } from '../support/expected-errors.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { asManagedUser, type EventTypesApi, MINIMUM, type ShownField } from './as-user.js';

const OWN = { label: 'L', required: true };
const TEXTS = ['phone', 'address', 'text', 'url', 'number', 'textarea', 'multiemail'];
const CHOICES = ['multiselect', 'checkbox', 'radio'];
const SYSTEM_SLUGS = 'title, notes, guests, rescheduleReason and location';

describe('booking fields', () => {
  let app: TestApp;
  let ann: EventTypesApi;
  let count = 0;
  const aSlug = (): string => `slug-${(count += 1)}`;
  const create = async (bookingFields: object[]): Promise<ShownField[]> =>
    (await ann.create({ slug: aSlug(), bookingFields })).bookingFields;
  const slugs = (fields: ShownField[]): string[] => fields.map(({ slug }) => slug);

  beforeAll(async () => {
    app = await startTestApp();
    ann = await asManagedUser(app, await anOAuthClient(app));
  });
  afterAll(() => app.close());

  it('are at most a hundred, and so are the places', async () => {
    const fields = (length: number): object[] =>
      Array.from({ length }, (_, index) => ({ type: 'text', slug: `q${index}`, ...OWN }));
    const places = (length: number): object[] => Array.from({ length }, () => ({ type: 'attendeePhone' }));
    await create(fields(100));
    await ann.create({ slug: aSlug(), locations: places(100) });
    expectError(
      await ann.post({ ...MINIMUM, slug: aSlug(), bookingFields: fields(101) }),
      badRequest("'bookingFields' must contain at most 100 booking fields."),
    );
    expectError(
      await ann.post({ ...MINIMUM, slug: aSlug(), locations: places(101) }),
      badRequest("'locations' must contain at most 100 locations."),
    );
  });

  it.each([
    ...TEXTS.map((type) => ({ type, slug: 'q', ...OWN, placeholder: 'P', disableOnPrefill: true, hidden: true })),
    ...CHOICES.map((type) => ({
      type,
      slug: 'q',
      ...OWN,
      options: ['A', 'B'],
      disableOnPrefill: false,
      hidden: false,
    })),
    { type: 'select', slug: 'q', ...OWN, placeholder: 'P', options: ['A'], disableOnPrefill: false, hidden: false },
    { type: 'boolean', slug: 'q', ...OWN, disableOnPrefill: false, hidden: false },
  ])('keeps an own question of type $type', async (field) => {
    const fields = await create([field]);
    expect(fields.find(({ slug }) => slug === 'q')).toEqual({ isDefault: false, ...field });
  });

  it('stand in the order of the system, own ones in the middle', async () => {
    const fields = await create([
      { slug: 'notes', label: 'Notes' },
      { type: 'text', slug: 'b', ...OWN },
      { type: 'text', slug: 'a', ...OWN },
      { type: 'phone', slug: 'attendeePhoneNumber', ...OWN },
      { type: 'email', label: 'Mail' },
    ]);
    expect(slugs(fields)).toEqual([
      'name',
      'email',
      'attendeePhoneNumber',
      'location',
      'b',
      'a',
      'title',
      'notes',
      'guests',
      'rescheduleReason',
    ]);
  });

  it('takes flags of a system question that are left out for false', async () => {
    const fields = await create([{ slug: 'title' }]);
    expect(fields.find(({ slug }) => slug === 'title')).toMatchObject({ required: false, hidden: false });
  });

  it('takes an e-mail question without `required` for a required one', async () => {
    const fields = await create([{ type: 'email', label: 'Mail' }]);
    expect(fields.find(({ slug }) => slug === 'email')).toMatchObject({ required: true, hidden: false, label: 'Mail' });
  });

  it('splits the name', async () => {
    const split = { firstNameLabel: 'First', lastNameLabel: 'Last', lastNameRequired: true };
    expect((await create([{ type: 'splitName', ...split }]))[0]).toEqual({
      isDefault: true,
      type: 'splitName',
      slug: 'splitName',
      firstNamePlaceholder: '',
      lastNamePlaceholder: '',
      disableOnPrefill: false,
      ...split,
    });
  });

  it('are eight where none were ever stored, as with the event types that users begin with', async () => {
    const { id } = await app.prisma.eventType.create({
      data: { userId: ann.userId, title: '30 Minutes', slug: aSlug(), length: 30 },
    });
    const { body } = await ann.get(`/${id}`).expect(200);
    expect(slugs(body.data.bookingFields)).toEqual([
      'name',
      'email',
      'attendeePhoneNumber',
      'location',
      'title',
      'notes',
      'guests',
      'rescheduleReason',
    ]);
    expect(body.data).toMatchObject({ locations: [], metadata: {}, description: '' });
  });

  it('shows a stored question of an unknown kind as text, behind the others', async () => {
    const { id } = await ann.create({ slug: aSlug() });
    const alien = { name: 'x', type: 'hologram' };
    await app.prisma.eventType.update({
      where: { id },
      data: { bookingFields: [alien], locations: [{ type: 'moon' }] },
    });
    const { body } = await ann.get(`/${id}`).expect(200);
    expect(body.data.bookingFields.at(-1)).toEqual({
      type: 'unknown',
      slug: 'unknown',
      bookingField: JSON.stringify(alien),
    });
    expect(body.data.locations).toEqual([{ type: 'unknown', location: '{"type":"moon"}' }]);
  });

  it.each<[unknown, string]>([
    ['x', "'bookingFields' must be an array."],
    [[], "'bookingFields' must contain at least 1 booking field."],
    [[{ slug: 'q' }], `All booking fields except ones with slug equal to ${SYSTEM_SLUGS} must have a 'type' property.`],
    [
      [{ type: 'text' }],
      "Each booking field except ones with type equal to name, splitName, email must have a 'slug' property.",
    ],
    [
      [
        { type: 'text', slug: 'q', ...OWN },
        { type: 'url', slug: 'q', ...OWN },
      ],
      "Duplicate bookingFields slug 'q' found. All bookingFields slugs must be unique.",
    ],
    [[{ type: 'hologram', slug: 'q' }], "Unsupported booking field type 'hologram'."],
    [[{ type: 'text', slug: 'email', ...OWN }], "Unsupported booking field slug 'email'."],
    [
      [{ type: 'select', slug: 'q', ...OWN, options: [] }],
      'Validation failed for select booking field: options should not be empty',
    ],
    [[{ slug: 'notes', hidden: 'x' }], 'Validation failed for notes booking field: hidden must be a boolean value'],
    [
      [{ type: 'email', label: 'Mail', required: false }],
      'Booking fields validation failed: visible and required email or visible and required attendee phone field is needed.',
    ],
    [
      [
        { type: 'email', hidden: true },
        { type: 'phone', slug: 'attendeePhoneNumber', ...OWN },
      ],
      'checkIsEmailUserAccessible - Email booking field must be required and visible',
    ],
  ])('refuses %j', async (bookingFields, text) => {
    expectError(await ann.post({ ...MINIMUM, slug: aSlug(), bookingFields }), badRequest(text));
  });

  it('are replaced as a whole by a change, and then tell whether guests are allowed', async () => {
    const { id } = await ann.create({ slug: aSlug(), bookingFields: [{ type: 'text', slug: 'old', ...OWN }] });
    const { body } = await ann.patch(`/${id}`, { bookingFields: [{ slug: 'guests', hidden: true }] }).expect(200);
    expect(slugs(body.data.bookingFields)).not.toContain('old');
    expect(body.data.disableGuests).toBe(true);
  });

  it('stay when only guests are forbidden', async () => {
    const { id } = await ann.create({ slug: aSlug(), bookingFields: [{ type: 'text', slug: 'mine', ...OWN }] });
    const { body } = await ann.patch(`/${id}`, { disableGuests: true }).expect(200);
    expect(slugs(body.data.bookingFields)).toContain('mine');
    expect(body.data.bookingFields.find(({ slug }: { slug: string }) => slug === 'guests').hidden).toBe(true);
  });
});
