import { Module } from '@nestjs/common';
import { TokensModule } from '../tokens/tokens.module.js';
import { AuthorizationCodesRepository } from './authorization-codes.repository.js';
import { OAuthFlowController } from './oauth-flow.controller.js';
import { OAuthFlowService } from './oauth-flow.service.js';

@Module({
  imports: [TokensModule],
  controllers: [OAuthFlowController],
  providers: [OAuthFlowService, AuthorizationCodesRepository],
})
export class OAuthModule {}
