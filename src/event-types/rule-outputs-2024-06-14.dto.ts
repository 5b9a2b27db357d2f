import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

// Small parts of answers, for the API documentation.

export class BookerActiveBookingsLimitOutput_2024_06_14 {
  @ApiPropertyOptional({ type: Number })
  maximumActiveBookings?: number;

  @ApiPropertyOptional({ type: Boolean })
  offerReschedule?: boolean;
}

export class DisableCancellingOutput_2024_06_14 {
  @ApiPropertyOptional({ type: Boolean })
  disabled?: boolean;
}

export class DisableReschedulingOutput_2024_06_14 {
  @ApiPropertyOptional({ type: Boolean })
  disabled?: boolean;

  @ApiPropertyOptional({ type: Number })
  minutesBefore?: number;
}

export class EmailSettings_2024_06_14 {
  @ApiPropertyOptional({ type: Boolean })
  disableEmailsToAttendees?: boolean;

  @ApiPropertyOptional({ type: Boolean })
  disableEmailsToHosts?: boolean;
}

export class EventTypeTeam {
  @ApiProperty({ type: Number })
  id: number;

  @ApiProperty({ type: String })
  slug: string;

  @ApiProperty({ type: String })
  bannerUrl: string;

  @ApiProperty({ type: String })
  name: string;

  @ApiProperty({ type: String })
  logoUrl: string;

  @ApiProperty({ type: String })
  weekStart: string;

  @ApiProperty({ type: String })
  brandColor: string;

  @ApiProperty({ type: String })
  darkBrandColor: string;

  @ApiProperty({ type: String })
  theme: string;
}
