import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/auth.guard.js';
import { Uncounted } from '../rate-limits/rate-limit.guard.js';
import { HealthService } from './health.service.js';

/** Whether the process is alive, and whether it can serve. */
@Controller('/health')
@Public()
@ApiExcludeController()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  // compat: health.text — a text, not JSON.
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  check(): string {
    return 'OK';
  }

  // improve: health.probes — an orchestrator that asks often must not be told to come back later.
  @Get('/live')
  @Uncounted()
  @Header('Content-Type', 'text/html; charset=utf-8')
  live(): string {
    return 'OK';
  }

  @Get('/ready')
  @Uncounted()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async ready(): Promise<string> {
    await this.health.requireReady();
    return 'OK';
  }
}
