import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';

// What the original sends of its video rooms, for clients made from the API documentation.

const Text = (options: ApiPropertyOptions = {}) => ApiProperty({ type: String, ...options } as ApiPropertyOptions);
const Count = (description?: string) => ApiProperty({ type: Number, ...(description ? { description } : {}) });
const NoError = () =>
  ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Never sent with a success.' });

export class RecordingItem {
  @Text()
  id: string;

  @Text()
  roomName: string;

  @Count('Seconds since 1970.')
  startTs: number;

  @Text()
  status: string;

  @ApiPropertyOptional({ type: Number })
  maxParticipants?: number;

  @Count('Seconds.')
  duration: number;

  @Text()
  shareToken: string;

  @ApiPropertyOptional({ type: String, nullable: true })
  downloadLink?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true })
  error?: string | null;
}

export class GetBookingRecordingsOutput {
  @SuccessStatus()
  status: 'success';

  @NoError()
  error?: object;

  @ApiProperty({ type: [RecordingItem] })
  data: RecordingItem[];
}

export class GetBookingTranscriptsOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [String], description: 'Where they are.' })
  data: string[];

  @NoError()
  error?: object;
}

export class CalMeetingParticipant {
  @Text({ nullable: true })
  userId: string | null;

  @Text({ nullable: true })
  userName: string | null;

  @Count('Seconds since 1970.')
  joinTime: number;

  @Count('Seconds.')
  duration: number;
}

export class CalMeetingSession {
  @Text()
  id: string;

  @Text()
  room: string;

  @Count('Seconds since 1970.')
  startTime: number;

  @Count('Seconds.')
  duration: number;

  @ApiProperty({ type: Boolean })
  ongoing: boolean;

  @Count()
  maxParticipants: number;

  @ApiProperty({ type: [CalMeetingParticipant] })
  participants: CalMeetingParticipant[];
}

export class GetBookingVideoSessionsOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: [CalMeetingSession] })
  data: CalMeetingSession[];

  @NoError()
  error?: object;
}
