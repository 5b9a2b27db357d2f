import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { OptionalUrl } from '../common/validation.js';
import { IsOmittable, OptionalFlag, OptionalInt } from './properties.js';

/** The video room of Cal Video. Kept only while it is one of the places. */
export class CalVideoSettings {
  @OptionalFlag()
  disableRecordingForOrganizer?: boolean | null;

  @OptionalFlag()
  disableRecordingForGuests?: boolean | null;

  @OptionalUrl({ type: Object })
  redirectUrlOnExit?: string | null;

  @OptionalFlag()
  enableAutomaticRecordingForOrganizer?: boolean | null;

  @OptionalFlag()
  enableAutomaticTranscription?: boolean | null;

  @OptionalFlag()
  disableTranscriptionForGuests?: boolean | null;

  @OptionalFlag()
  disableTranscriptionForOrganizer?: boolean | null;

  @OptionalFlag({ default: true })
  sendTranscriptionEmails?: boolean | null;
}

export class DisableCancelling_2024_06_14 {
  @ApiPropertyOptional({ type: Boolean })
  @IsBoolean()
  @IsOmittable()
  disabled?: boolean;
}

export class DisableRescheduling_2024_06_14 {
  @ApiPropertyOptional({ type: Boolean })
  @IsBoolean()
  @IsOmittable()
  disabled?: boolean;

  @OptionalInt(1, { description: 'Only so many minutes before the start, when it is not disabled altogether.' })
  minutesBefore?: number | null;
}
