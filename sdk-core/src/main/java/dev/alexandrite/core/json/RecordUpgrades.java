package dev.alexandrite.core.json;

/** Brings JSON objects of an earlier form into the one that a record has now. */
@FunctionalInterface
public interface RecordUpgrades {
  /** For what is written in the present form. */
  RecordUpgrades NONE = (record, object) -> object;

  /**
   * Brings one object up to date. Objects within it come by themselves later.
   *
   * @param record the record that it is read as
   * @param object its members as they were written
   * @return the members that the record's components are read from
   * @throws JsonException if a member of the earlier form is missing
   */
  Json.Obj upgrade(Class<?> record, Json.Obj object);
}
