import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/api-error.js';
import { sqlStateOf } from '../database/database-error.js';
import { PrismaService } from '../database/prisma.service.js';
import type { Queryable } from '../database/statement.js';
import type { OutOfOfficeEntry } from '../generated/prisma/client.js';
import type {
  GetOrgUsersOutOfOfficeEntryFiltersDTO,
  GetOutOfOfficeEntryFiltersDTO,
  UpdateOutOfOfficeEntryDto,
  UserOooOutputDto,
} from './out-of-office.dto.js';
import { WebhookOutboxService } from '../webhooks/webhook-outbox.service.js';
import { type EntryColumns, OutOfOfficeRepository } from './out-of-office.repository.js';

const UNIQUE_VIOLATION = '23505';

/** Whole days on which somebody cannot be booked, perhaps with somebody who can be booked instead. */
@Injectable()
export class OutOfOfficeService {
  constructor(
    private readonly repository: OutOfOfficeRepository,
    private readonly prisma: PrismaService,
    private readonly webhooks: WebhookOutboxService,
  ) {}

  async list(userId: number, filters: GetOutOfOfficeEntryFiltersDTO): Promise<UserOooOutputDto[]> {
    return (await this.repository.listOfUser(userId, filters)).map(toOutput);
  }

  async listInOrganization(
    organizationId: number,
    { email, ...page }: GetOrgUsersOutOfOfficeEntryFiltersDTO,
  ): Promise<UserOooOutputDto[]> {
    return (await this.repository.listInOrganization(organizationId, email ?? undefined, page)).map(toOutput);
  }

  /** @throws ApiError 400 for days or a stand-in that make no sense, 409 when there is an entry for the same days. */
  async create(organizationId: number, userId: number, input: UpdateOutOfOfficeEntryDto): Promise<UserOooOutputDto> {
    const entry = { ...daysOf(input), ...restOf(input, { notes: null, toUserId: null, reason: 'unspecified' }) };
    await this.requireStandIn(organizationId, userId, entry.toUserId);
    return this.save(userId, entry, async (on) => {
      const created = await this.repository.insertOfUser(on, userId, entry);
      // improve: out-of-office.webhooks — the original tells only of what is entered in its web app.
      await this.webhooks.recordOutOfOffice(created, on);
      return created;
    });
  }

  /** Changes what the input names. @throws as `create`, and ApiError 403 when it is not an entry of the user. */
  async update(
    organizationId: number,
    userId: number,
    id: number,
    input: UpdateOutOfOfficeEntryDto,
  ): Promise<UserOooOutputDto> {
    const current = (await this.repository.findOfUser(userId, id)) ?? notOfUser();
    const days = input.start || input.end ? daysOf(input) : { startDate: current.startDate, endDate: current.endDate };
    const entry = { ...days, ...restOf(input, current) };
    await this.requireStandIn(organizationId, userId, entry.toUserId);
    return this.save(
      userId,
      entry,
      async (on) => (await this.repository.updateOfUser(on, userId, id, entry)) ?? notOfUser(),
    );
  }

  /** Gives the entry as it was. */
  async delete(userId: number, id: number): Promise<UserOooOutputDto> {
    if (!(await this.repository.findOfUser(userId, id))) notOfUser();
    return toOutput(await this.repository.deleteOfUser(userId, id));
  }

  private async requireStandIn(organizationId: number, userId: number, toUserId: number | null): Promise<void> {
    if (toUserId === null) return;
    if (toUserId === userId) throw ApiError.badRequest('Cannot redirect to self.');
    if (await this.repository.isInOrganization(organizationId, toUserId)) return;
    throw ApiError.badRequest('Cannot redirect to this user.');
  }

  /** Writes the entry, unless the stand-in sends its bookings back on one of the days. */
  private async save(
    userId: number,
    entry: EntryColumns,
    write: (on: Queryable) => Promise<OutOfOfficeEntry>,
  ): Promise<UserOooOutputDto> {
    const { toUserId } = entry;
    try {
      const saved = await this.prisma.transaction(async (on) => {
        await this.repository.lock(on, toUserId === null ? [userId] : [userId, toUserId]);
        if (toUserId !== null && (await this.repository.isRedirecting(on, toUserId, entry, userId))) {
          throw ApiError.badRequest('Booking redirect infinite not allowed.');
        }
        return write(on);
      });
      return toOutput(saved);
    } catch (error) {
      if (sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
      throw ApiError.conflict('Ooo entry already exists.');
    }
  }
}

function daysOf({ start, end }: UpdateOutOfOfficeEntryDto): Pick<EntryColumns, 'startDate' | 'endDate'> {
  if (!start || !end) throw ApiError.badRequest('Please specify both ooo start and end time.');
  if (start > end) throw ApiError.badRequest('Start date must be before end date.');
  return { startDate: new Date(`${start}T00:00:00Z`), endDate: new Date(`${end}T00:00:00Z`) };
}

type Rest = Pick<EntryColumns, 'notes' | 'toUserId' | 'reason'>;

/** What is left out stays; null is the default. */
function restOf({ notes, toUserId, reason }: UpdateOutOfOfficeEntryDto, current: Rest): Rest {
  return {
    notes: notes === undefined ? current.notes : notes,
    toUserId: toUserId === undefined ? current.toUserId : toUserId,
    reason: reason === undefined ? current.reason : (reason ?? 'unspecified'),
  };
}

function notOfUser(): never {
  throw ApiError.forbidden('This OOO entry does not belong to this user.');
}

/** The keys are in the contract's order. */
function toOutput({
  userId,
  toUserId,
  id,
  uuid,
  startDate,
  endDate,
  notes,
  reason,
}: OutOfOfficeEntry): UserOooOutputDto {
  const [start = '', end = ''] = [startDate, endDate].map((day) => day.toISOString().slice(0, 10));
  return {
    userId,
    toUserId,
    id,
    uuid,
    start: `${start}T00:00:00.000Z`,
    end: `${end}T23:59:59.999Z`,
    notes,
    reason,
  };
}
