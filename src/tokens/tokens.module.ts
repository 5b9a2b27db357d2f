import { Module } from '@nestjs/common';
import { TokenSessionsRepository } from './token-sessions.repository.js';
import { TokensService } from './tokens.service.js';

@Module({ providers: [TokensService, TokenSessionsRepository], exports: [TokensService, TokenSessionsRepository] })
export class TokensModule {}
