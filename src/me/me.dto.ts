import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SuccessStatus } from '../common/success-status.js';
import type { PersonInOrganizationRow, PersonRow } from './me.repository.js';

export class MeOrgOutput {
  @ApiProperty({ type: Boolean })
  isPlatform: boolean;

  @ApiProperty({ type: Number })
  id: number;
}

export class MeOutput {
  @ApiProperty({ type: Number })
  id: number;

  @ApiProperty({ type: String })
  email: string;

  @ApiProperty({ type: String, nullable: true })
  name: string | null;

  @ApiProperty({ type: String, nullable: true })
  avatarUrl: string | null;

  @ApiProperty({ type: String, nullable: true })
  bio: string | null;

  @ApiProperty({ type: Number, nullable: true })
  timeFormat: number | null;

  @ApiProperty({ type: Number, nullable: true })
  defaultScheduleId: number | null;

  @ApiProperty({ type: String })
  weekStart: string;

  @ApiProperty({ type: String })
  timeZone: string;

  @ApiProperty({ type: String, nullable: true })
  username: string | null;

  @ApiProperty({ type: Number, nullable: true })
  organizationId: number | null;

  @ApiPropertyOptional({ type: MeOrgOutput, description: 'Not in the answer to a change.' })
  organization?: MeOrgOutput;

  /** The keys are in the contract's order. */
  static of(person: PersonRow): MeOutput {
    return {
      id: person.id,
      email: person.email,
      name: person.name,
      avatarUrl: person.avatarUrl,
      bio: person.bio,
      // improve: me.null — the original answers 400 for a user without time format or username.
      timeFormat: person.timeFormat,
      defaultScheduleId: person.defaultScheduleId,
      weekStart: person.weekStart,
      timeZone: person.timeZone,
      username: person.username,
      organizationId: person.organizationId,
    };
  }

  /** With the organization, unless the user has no profile in one. */
  static withOrganization(person: PersonInOrganizationRow): MeOutput {
    const { organizationId: id, isPlatform } = person;
    return { ...MeOutput.of(person), ...(id !== null && isPlatform !== null && { organization: { isPlatform, id } }) };
  }
}

export class GetMeOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: MeOutput })
  data: MeOutput;
}

export class UpdateMeOutput {
  @SuccessStatus()
  status: 'success';

  @ApiProperty({ type: MeOutput })
  data: MeOutput;
}
