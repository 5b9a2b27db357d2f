import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';

@Injectable()
export class StripeRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** What Stripe fills into its form. */
  findPerson(userId: number): Promise<{ email: string; name: string | null } | null> {
    return this.prisma.user.findUnique({ where: { id: userId }, select: { email: true, name: true } });
  }
}
