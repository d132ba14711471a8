import { EffectError } from '../../recovery/errors';
import type { FreshSignIns, SignInAnswer, SignInAsked, SignInProof } from '../../recovery/fresh-sign-ins';

/** Entra, as far as it lets people sign in: a test says what the next sign-in proves. */
export class FakeSignIns implements FreshSignIns {
  /** What was asked for, the newest last. */
  readonly asked: SignInAsked[] = [];
  readonly answered: SignInAnswer[] = [];
  /** What the next one proves; without it no code is good. */
  next: SignInProof | undefined;

  address(asked: SignInAsked): Promise<string> {
    this.asked.push(asked);
    return Promise.resolve(`https://login.example/authorize?state=${asked.state}`);
  }

  proof(answer: SignInAnswer): Promise<SignInProof> {
    this.answered.push(answer);
    if (this.next === undefined) return Promise.reject(new EffectError('rejected', 'the code is not good'));
    return Promise.resolve(this.next);
  }
}
