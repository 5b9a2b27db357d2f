import { Global, Module } from '@nestjs/common';
import { TokensModule } from '../tokens/tokens.module.js';
import { AuthenticationService } from './authentication.service.js';

@Global()
@Module({
  imports: [TokensModule],
  providers: [AuthenticationService],
  exports: [AuthenticationService],
})
export class AuthModule {}
