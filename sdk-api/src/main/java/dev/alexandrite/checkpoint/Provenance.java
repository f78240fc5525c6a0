package dev.alexandrite.checkpoint;

/**
 * Where a checkpoint comes from: what a bug report, or a comparison of two runs, needs.
 *
 * @param alexandriteVersion the version that wrote it
 * @param javaVersion the Java runtime
 * @param operatingSystem name, version and architecture
 * @param backend the backend's name
 * @param planVersion the version of the backend's rules, see {@code Backend.planVersion()}
 * @param backendDescription threads, vector width, devices
 * @param dataFingerprint identifies the training data
 * @param seed the seed of the run
 */
public record Provenance(
    String alexandriteVersion,
    String javaVersion,
    String operatingSystem,
    String backend,
    String planVersion,
    String backendDescription,
    String dataFingerprint,
    long seed) {}
