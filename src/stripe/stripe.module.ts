import { Module } from '@nestjs/common';
import { AppCredentialsModule } from '../app-credentials/app-credentials.module.js';
import { StripeController } from './stripe.controller.js';
import { StripeRepository } from './stripe.repository.js';
import { StripeService } from './stripe.service.js';

@Module({
  imports: [AppCredentialsModule],
  controllers: [StripeController],
  providers: [StripeService, StripeRepository],
})
export class StripeModule {}
