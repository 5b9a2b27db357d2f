import { type MiddlewareConsumer, Module, type NestModule, RequestMethod } from '@nestjs/common';
import { type NextFunction, type Request, type Response, urlencoded } from 'express';
import { AtomsOAuth2Controller } from './atoms-oauth2.controller.js';
import { OAuth2Controller } from './oauth2.controller.js';
import { ThirdPartyOAuthRepository } from './third-party-oauth.repository.js';
import { ThirdPartyOAuthService } from './third-party-oauth.service.js';
import { ThirdPartyTokensService } from './third-party-tokens.service.js';

@Module({
  controllers: [OAuth2Controller, AtomsOAuth2Controller],
  providers: [ThirdPartyOAuthService, ThirdPartyOAuthRepository, ThirdPartyTokensService],
  exports: [ThirdPartyTokensService],
})
export class ThirdPartyOAuthModule implements NestModule {
  /** The token endpoint takes forms, as no other route does, and nobody may keep its answers. */
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(forbidStoring, urlencoded({ extended: false }))
      .forRoutes({ path: '/v2/auth/oauth2/token', method: RequestMethod.POST });
  }
}

function forbidStoring(_request: Request, response: Response, next: NextFunction): void {
  response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' });
  next();
}
