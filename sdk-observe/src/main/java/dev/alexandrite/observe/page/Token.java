package dev.alexandrite.observe.page;

import java.security.SecureRandom;
import java.util.Base64;

/** What nobody guesses. The only random numbers of the module that no seed repeats. */
final class Token {
  private static final int BYTES = 24;

  private Token() {}

  /** 192 random bits, as they may stand in an address. */
  static String next() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
