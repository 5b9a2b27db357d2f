import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { type ApiResponse, success } from '../common/api-response.js';
import { CITIES, type City } from './cities.js';

/** The cities among which people choose a time zone. */
@Controller('/v2/timezones')
@Public()
@ApiExcludeController()
export class TimezonesController {
  @Get()
  getTimeZones(): ApiResponse<City[]> {
    return success(CITIES);
  }
}
