package dev.alexandrite.core.json;

/** A record that reads some members of an object, whatever the others are. */
public interface RecordPart {}
