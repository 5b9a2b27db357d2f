import { Injectable } from '@nestjs/common';
import { PrismaService } from '../database/prisma.service.js';
import type { VerifiedEmail } from '../generated/prisma/client.js';

/** The addresses and numbers of people beside the address they sign in with; every query names the person. */
@Injectable()
export class VerifiedEmailsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** The address that the person signs in with. */
  async findOwnAddress(userId: number): Promise<string | null> {
    const found = await this.prisma.user.findUnique({ where: { id: userId }, select: { email: true } });
    return found?.email ?? null;
  }

  /** Oldest first. */
  listOfUser(userId: number): Promise<VerifiedEmail[]> {
    return this.prisma.verifiedEmail.findMany({ where: { userId }, orderBy: { id: 'asc' } });
  }

  /** Oldest first. */
  listProvenOfUser(userId: number, take: number, skip: number): Promise<VerifiedEmail[]> {
    return this.prisma.verifiedEmail.findMany({ where: { userId, proven: true }, orderBy: { id: 'asc' }, take, skip });
  }

  findProvenOfUser(userId: number, id: number): Promise<VerifiedEmail | null> {
    return this.prisma.verifiedEmail.findFirst({ where: { id, userId, proven: true } });
  }

  findProvenAddressOfUser(userId: number, email: string): Promise<VerifiedEmail | null> {
    return this.prisma.verifiedEmail.findFirst({ where: { userId, email, proven: true } });
  }

  /** @throws a unique violation when the person has the address. */
  insertOfUser(userId: number, email: string): Promise<VerifiedEmail> {
    return this.prisma.verifiedEmail.create({ data: { userId, email, proven: false } });
  }

  /** Notes that the address is the person's own. */
  proveOfUser(userId: number, email: string): Promise<VerifiedEmail> {
    return this.prisma.verifiedEmail.upsert({
      where: { userId_email: { userId, email } },
      create: { userId, email },
      update: { proven: true },
    });
  }
}
