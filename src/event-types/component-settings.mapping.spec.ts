import fc from 'fast-check';
import { settings, storedEventType } from '../../test/event-types/arbitrary-event-type.js';
import { columnsOfSettings, toSettings } from './component-settings.mapping.js';
import type { EventTypeRow, SettingsRow } from './event-type-row.js';
import { toPublicEvent } from './public-event.js';

const withColumns = (row: SettingsRow, columns: Partial<EventTypeRow>): SettingsRow => ({
  ...row,
  ...columns,
  otherSettings: { ...row.otherSettings, ...columns.otherSettings },
});
const shown = (row: SettingsRow): Record<string, unknown> => toSettings(row, 'https://site.test');

describe('the settings of the components', () => {
  it('come back as they were sent, and leave the others as they are', () => {
    fc.assert(
      fc.property(storedEventType, settings, (stored, sent) => {
        const after = shown(withColumns(stored, columnsOfSettings(sent)));
        expect(after).toMatchObject(sent);
        const others = Object.entries(shown(stored)).filter(([name]) => !(name in sent));
        expect(after).toEqual({ ...after, ...Object.fromEntries(others) });
      }),
    );
  });

  it('stay what they are when they are saved as they are shown', () => {
    fc.assert(
      fc.property(storedEventType, settings, (stored, sent) => {
        const row = withColumns(stored, columnsOfSettings(sent));
        const { periodStartDate: _, periodEndDate: _end, schedule: _schedule, ...saved } = shown(row);
        expect(shown(withColumns(row, columnsOfSettings(saved)))).toEqual(shown(row));
      }),
    );
  });

  it('say nothing in an empty input', () => {
    expect(columnsOfSettings({})).toEqual({});
  });
});

describe('the public event', () => {
  it('never tells places that are not public', () => {
    fc.assert(
      fc.property(
        storedEventType,
        fc.constantFrom('inPerson', 'link', 'userPhone', 'integrations:any'),
        (stored, type) => {
          const secret = { address: 'SECRET', link: 'SECRET', hostPhoneNumber: 'SECRET', teamName: 'SECRET' };
          const event = toPublicEvent({ ...stored, locations: [{ type, ...secret }] }, 'https://site.test');
          expect(JSON.stringify(event)).not.toContain('SECRET');
        },
      ),
    );
  });
});
