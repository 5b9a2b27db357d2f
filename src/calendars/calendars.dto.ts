import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';

// Answers, with the schema names of the original. `undefined` keys are absent on the wire.

const OptionalDelegation = (): PropertyDecorator =>
  ApiPropertyOptional({ type: String, nullable: true, description: 'Always null: nobody delegates credentials here.' });
const nullable = (options: ApiPropertyOptions): PropertyDecorator =>
  ApiPropertyOptional({ ...options, nullable: true } as ApiPropertyOptions);

/** The app behind a connection. */
export class Integration {
  @nullable({ type: Object })
  appData?: object | null;
  @ApiPropertyOptional({ type: String })
  dirName?: string;
  @ApiPropertyOptional({ type: String })
  __template?: string;
  @ApiProperty({ type: String })
  name: string;
  @ApiProperty({ type: String })
  description: string;
  @ApiPropertyOptional({ type: Boolean })
  installed?: boolean;
  @ApiProperty({ type: String })
  type: string;
  @ApiPropertyOptional({ type: String })
  title?: string;
  @ApiProperty({ type: String })
  variant: string;
  @ApiPropertyOptional({ type: String })
  category?: string;
  @ApiProperty({ type: [String] })
  categories: string[];
  @ApiProperty({ type: String })
  logo: string;
  @ApiProperty({ type: String })
  publisher: string;
  @ApiProperty({ type: String })
  slug: string;
  @ApiProperty({ type: String })
  url: string;
  @ApiProperty({ type: String })
  email: string;
  @ApiProperty({ type: Object, nullable: true })
  locationOption: object | null;
}

export class Primary {
  @ApiProperty({ type: String })
  externalId: string;
  @ApiPropertyOptional({ type: String })
  integration?: string;
  @ApiPropertyOptional({ type: String })
  name?: string;
  @ApiProperty({ type: Boolean, nullable: true })
  primary: boolean | null;
  @ApiProperty({ type: Boolean })
  readOnly: boolean;
  @ApiPropertyOptional({ type: String })
  email?: string;
  @ApiProperty({ type: Boolean, description: 'Whether it is looked at for busy times.' })
  isSelected: boolean;
  @ApiProperty({ type: Number })
  credentialId: number;
  @OptionalDelegation()
  delegationCredentialId?: string | null;
}

export class Calendar {
  @ApiProperty({ type: String })
  externalId: string;
  @ApiPropertyOptional({ type: String })
  integration?: string;
  @ApiPropertyOptional({ type: String })
  name?: string;
  @nullable({ type: Boolean })
  primary?: boolean | null;
  @ApiProperty({ type: Boolean, description: 'Bookings cannot be written into it.' })
  readOnly: boolean;
  @ApiPropertyOptional({ type: String })
  email?: string;
  @ApiProperty({ type: Boolean, description: 'Whether it is looked at for busy times.' })
  isSelected: boolean;
  @ApiProperty({ type: Number })
  credentialId: number;
  @OptionalDelegation()
  delegationCredentialId?: string | null;
}

export class ConnectionError {
  @ApiProperty({ type: String })
  message: string;
}

/** One connected account, with its calendars or with what keeps it from being read. */
export class ConnectedCalendar {
  @ApiProperty({ type: Integration })
  integration: Integration;
  @ApiProperty({ type: Number })
  credentialId: number;
  @OptionalDelegation()
  delegationCredentialId?: string | null;
  @ApiPropertyOptional({ type: Primary })
  primary?: Primary;
  @ApiPropertyOptional({ type: [Calendar] })
  calendars?: Calendar[];
  @ApiPropertyOptional({ type: ConnectionError, description: 'Instead of calendars, when the account cannot be read.' })
  error?: ConnectionError;
}

// compat: calendars.documented-destination — the published document calls the id an object and demands what `{}` has not.
/** The calendar into which bookings are written. Without one it has no properties at all. */
export class DestinationCalendar {
  @ApiProperty({ type: Object })
  id: number;
  @ApiProperty({ type: String })
  integration: string;
  @ApiProperty({ type: String })
  externalId: string;
  @ApiProperty({ type: String, nullable: true })
  primaryEmail: string | null;
  @ApiProperty({ type: Number, nullable: true })
  userId: number | null;
  @ApiProperty({ type: Number, nullable: true })
  eventTypeId: number | null;
  @ApiProperty({ type: Number, nullable: true })
  credentialId: number | null;
  @OptionalDelegation()
  delegationCredentialId?: string | null;
  @ApiPropertyOptional({ type: String, format: 'date-time' })
  createdAt?: Date;
  @ApiPropertyOptional({ type: String, format: 'date-time' })
  updatedAt?: Date;
  @nullable({ type: Number })
  customCalendarReminder?: number | null;
  @nullable({ type: String })
  name?: string | null;
  @ApiPropertyOptional({ type: Boolean })
  primary?: boolean;
  @ApiPropertyOptional({ type: Boolean })
  readOnly?: boolean;
  @ApiPropertyOptional({ type: String })
  email?: string;
  @ApiPropertyOptional({ type: Boolean })
  isSelected?: boolean;
  @ApiPropertyOptional({ type: String })
  integrationTitle?: string;
}

export class ConnectedCalendarsData {
  @ApiProperty({ type: [ConnectedCalendar] })
  connectedCalendars: ConnectedCalendar[];
  @ApiProperty({ type: DestinationCalendar })
  destinationCalendar: DestinationCalendar | Record<string, never>;
}

export class ConnectedCalendarsOutput {
  @SuccessStatus()
  status: 'success';
  @ApiProperty({ type: ConnectedCalendarsData })
  data: ConnectedCalendarsData;
}

export class BusyTimesOutput {
  @ApiProperty({ type: String, format: 'date-time' })
  start: string;
  @ApiProperty({ type: String, format: 'date-time' })
  end: string;
  @nullable({ type: String, description: 'The app, for example `ics-feed`.' })
  source?: string | null;
  @ApiPropertyOptional({ type: String, description: 'Of events in ICS feeds.' })
  title?: string;
}

export class GetBusyTimesOutput {
  @SuccessStatus()
  status: 'success';
  @ApiProperty({ type: [BusyTimesOutput] })
  data: BusyTimesOutput[];
}
