# Builds a module when its sources are newer than its classes, and runs one of its classes on the
# class path. Sourced by examples/run and benchmarks/run after jdk.sh; ROOT is the checkout.

# build_if_stale MODULE OUTPUT [maven option...]: leaves OUTPUT/classes and OUTPUT/classpath.txt,
# which the module's pom writes.
build_if_stale() (
  cd "$ROOT"
  module=$1
  output=$2
  shift 2
  classpath_file=$output/classpath.txt
  if [ -f "$classpath_file" ]; then
    newer=$(find pom.xml sdk-*/pom.xml sdk-*/src/main "$module/pom.xml" "$module/src" \
      -newer "$classpath_file" -print | head -n 1)
    if [ -z "$newer" ] && class_path_exists "$output"; then
      return 0
    fi
  fi
  require_maven
  echo "Building $module (the first time, Maven downloads what it needs) ..." >&2
  # Checks are for `mvn verify`; here any harmless compiler flag takes Error Prone's place.
  mvn -q -B -pl "$module" -am -DskipTests -Dformat.skip=true -Dforbiddenapis.skip=true \
    -Denforcer.skip=true -Derrorprone.main=-parameters "$@" process-classes >&2
  touch "$classpath_file"
)

# The class path of what was built into folder $1; the file's paths are absolute.
class_path() {
  printf '%s' "$ROOT/$1/classes$PATH_SEPARATOR$(cat "$ROOT/$1/classpath.txt")"
}

# False after `mvn clean`, which may have removed what the list names.
class_path_exists() {
  class_path "$1" | tr "$PATH_SEPARATOR" '\n' | while IFS= read -r entry; do
    if [ -n "$entry" ] && [ ! -e "$entry" ]; then
      exit 1
    fi
  done
}

case $(uname -s) in
  MINGW* | MSYS* | CYGWIN*) PATH_SEPARATOR=';' ;;
  *) PATH_SEPARATOR=':' ;;
esac

# Without a locale, as in a container or a cron job, Java takes names of files for ASCII, and
# finds none with another letter.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  '' | C | POSIX) export LC_ALL=C.UTF-8 ;;
esac

# run_class OUTPUT CLASS [argument...]: becomes the Java process. The heap may take most of the
# memory, since large networks train in it; JAVA_OPTS come last and may say otherwise.
run_class() {
  output=$1
  main_class=$2
  shift 2
  # Word splitting of JAVA_OPTS is wanted.
  # shellcheck disable=SC2086
  exec "$JDK/bin/java" --add-modules jdk.incubator.vector -XX:MaxRAMPercentage=70 \
    -Djava.awt.headless=true \
    "-Djava.util.logging.config.file=$ROOT/config/launch/logging.properties" \
    ${JAVA_OPTS:-} -cp "$(class_path "$output")" "$main_class" "$@"
}
