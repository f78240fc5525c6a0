package com.example.photographs.sdk;

/** An upload that was not computed, since there are too many. */
public final class TurnedAwayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says why. */
  public TurnedAwayException(String message) {
    super(message);
  }
}
