import { Body, Controller, Delete, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsISO8601, IsInt } from 'class-validator';
import { Public } from '../auth/auth.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { IsOmittable } from '../common/validation.js';
import type { Mail } from '../mails/mail.js';
import { MailWorker } from '../mails/mail-worker.service.js';
import { Uncounted } from '../rate-limits/rate-limit.guard.js';
import { KeptMails } from './kept-mails.js';
import { MovableClock } from './movable-clock.js';
import { ServerParts } from './server-parts.service.js';
import { SnapshotsService } from './snapshots.service.js';
import { TestingTokenGuard } from './testing-token.guard.js';

/** Sets the clock, moves it, or both: first the one, then the other. */
export class MoveClockInput {
  @IsISO8601({ strict: true })
  @IsOmittable()
  now?: string;

  @IsInt()
  @IsOmittable()
  advanceMs?: number;
}

interface ClockOutput {
  now: string;
}

/** Time travel, snapshots and captured mails: only there in a server that was started with `--testing`. */
@Controller('/testing')
@Public()
@UseGuards(TestingTokenGuard)
@ApiExcludeController()
export class TestingController {
  constructor(
    private readonly clock: MovableClock,
    private readonly snapshots: SnapshotsService,
    private readonly mails: KeptMails,
    private readonly mailWorker: MailWorker,
    private readonly parts: ServerParts,
  ) {}

  @Get('/clock')
  @Uncounted()
  getClock(): ApiResponse<ClockOutput> {
    return success({ now: new Date(this.clock.now()).toISOString() });
  }

  @Post('/clock')
  @HttpCode(200)
  @Uncounted()
  moveClock(@Body() { now, advanceMs }: MoveClockInput): ApiResponse<ClockOutput> {
    this.clock.move(now === undefined ? undefined : Date.parse(now), advanceMs);
    this.parts.wake();
    return this.getClock();
  }

  @Post('/snapshots')
  @Uncounted()
  async takeSnapshot(): Promise<ApiResponse<{ name: string }>> {
    return success({ name: await this.snapshots.take() });
  }

  @Post('/snapshots/:name/restore')
  @HttpCode(200)
  @Uncounted()
  async restoreSnapshot(@Param('name') name: string): Promise<ApiResponse<{ name: string }>> {
    await this.snapshots.restore(name);
    return success({ name });
  }

  @Get('/mails')
  @Uncounted()
  async getMails(): Promise<ApiResponse<Mail[]>> {
    await this.mailWorker.runDue();
    return success(this.mails.list());
  }

  @Delete('/mails')
  @Uncounted()
  async deleteMails(): Promise<ApiResponse<Mail[]>> {
    await this.mailWorker.runDue();
    this.mails.clear();
    return success([]);
  }
}
