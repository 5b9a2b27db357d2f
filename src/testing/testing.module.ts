import { type DynamicModule, Global, Module } from '@nestjs/common';
import { MailsModule } from '../mails/mails.module.js';
import { KeptMails } from './kept-mails.js';
import { MovableClock } from './movable-clock.js';
import { ServerParts } from './server-parts.service.js';
import { SnapshotsService } from './snapshots.service.js';
import { TestingController } from './testing.controller.js';
import { TESTING_TOKEN } from './testing-token.guard.js';

/** What a server that is started for tests has in place of the real thing, and the token of the routes that show it. */
export class TestDoubles {
  readonly clock = new MovableClock();
  readonly mails = new KeptMails();

  constructor(readonly token: string) {}
}

@Global()
@Module({})
export class TestingModule {
  static with({ clock, mails, token }: TestDoubles): DynamicModule {
    return {
      module: TestingModule,
      imports: [MailsModule],
      controllers: [TestingController],
      // Other modules take the mails too.
      exports: [KeptMails],
      providers: [
        SnapshotsService,
        ServerParts,
        { provide: MovableClock, useValue: clock },
        { provide: KeptMails, useValue: mails },
        { provide: TESTING_TOKEN, useValue: token },
      ],
    };
  }
}
