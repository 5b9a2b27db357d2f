import { Global, Module } from '@nestjs/common';
import { ThirdPartyOAuthModule } from '../third-party-oauth/third-party-oauth.module.js';
import { TokensModule } from '../tokens/tokens.module.js';
import { AuthenticationService } from './authentication.service.js';

@Global()
@Module({
  imports: [TokensModule, ThirdPartyOAuthModule],
  providers: [AuthenticationService],
  exports: [AuthenticationService],
})
export class AuthModule {}
