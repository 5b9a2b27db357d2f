import { Controller, Get, Query, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { CalendarOAuthService } from './calendar-oauth.service.js';

// compat: calendars.google-redirect — the redirect URI that operators have registered at Google is of a path of its own.
@Controller('/v2/gcal')
@ApiExcludeController()
export class GcalController {
  constructor(private readonly oauth: CalendarOAuthService) {}

  @Get('/oauth/save')
  @Public()
  @Redirect()
  async save(
    @Query('state') state: unknown,
    @Query('code') code: unknown,
  ): Promise<{ url: string; statusCode: number }> {
    return { url: await this.oauth.complete('google', state, code), statusCode: 301 };
  }
}
