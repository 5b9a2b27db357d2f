import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../auth/auth.guard.js';
import { presentedCredentials } from '../auth/presented-credentials.js';
import { ApiError } from '../common/api-error.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { equal, hash } from '../secrets/secrets.js';
import { MetricsService } from './metrics.service.js';

/** The numbers for Prometheus; there only when a token for them is configured. */
@Controller('/metrics')
@Public()
@ApiExcludeController()
export class MetricsController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly metrics: MetricsService,
  ) {}

  @Get()
  async scrape(@Req() request: Request, @Res() response: Response): Promise<void> {
    this.requireToken(request);
    const { contentType, text } = await this.metrics.exposition();
    response.set('Content-Type', contentType).send(text);
  }

  private requireToken(request: Request): void {
    const { metricsToken } = this.settings;
    if (!metricsToken) throw ApiError.notFound(`Cannot GET ${request.originalUrl}`);
    const given = presentedCredentials(request).bearer ?? '';
    if (!equal(hash(given), hash(metricsToken))) throw ApiError.unauthorized('Unauthorized');
  }
}
