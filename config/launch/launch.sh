# Builds a module when its sources are newer than its classes, and runs one of its classes on the
# class path. Sourced by examples/run and benchmarks/run after jdk.sh; ROOT is the checkout.
#
# What is run are copies of the classes, OUTPUT/launch/N, which no later build changes: a training
# goes on with what it began with, whatever is built beside it. Two launches never build at once.

# build_if_stale MODULE OUTPUT [maven option...]: leaves the number of the copy to run in
# OUTPUT/launch/current. The module's pom writes OUTPUT/classpath.txt.
build_if_stale() (
  cd "$ROOT"
  module=$1
  output=$2
  shift 2
  if is_fresh "$module" "$output"; then
    return 0
  fi
  require_maven
  lock_builds
  if is_fresh "$module" "$output"; then
    return 0 # whoever was waited for has built it
  fi
  echo "Building $module (the first time, Maven downloads what it needs) ..." >&2
  mkdir -p "$output/launch"
  # As old as the beginning: what is edited during the build is built the next time.
  touch "$output/launch/began"
  # Checks are for `mvn verify`; here any harmless compiler flag takes Error Prone's place.
  mvn -q -B -pl "$module" -am -DskipTests -Dformat.skip=true -Dforbiddenapis.skip=true \
    -Denforcer.skip=true -Derrorprone.main=-parameters "$@" process-classes >&2
  copy_classes "$output"
)

# True if there is a copy that is newer than all sources, and nothing that it needs has gone.
is_fresh() {
  [ -f "$2/launch/current" ] && [ -f "$(current_copy "$2")/classpath.txt" ] || return 1
  newer=$(find pom.xml sdk-*/pom.xml sdk-*/src/main "$1/pom.xml" "$1/src" \
    -newer "$2/launch/current" -print | head -n 1)
  [ -z "$newer" ] && class_path "$2" | tr "$PATH_SEPARATOR" '\n' | while IFS= read -r entry; do
    if [ -n "$entry" ] && [ ! -e "$entry" ]; then
      exit 1
    fi
  done
}

# Waits until no other launch builds in this checkout, and keeps others waiting to the end of the
# subshell that builds.
lock_builds() {
  mkdir -p "$ROOT/target"
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$ROOT/target/launch.lock"
    if ! flock -n 9; then
      echo "Another launch is building in this checkout; waiting for it ..." >&2
      flock 9
    fi
    return 0
  fi
  # A folder is made by one process alone, wherever there is no flock.
  lock=$ROOT/target/launch.lock.d
  told=
  until mkdir "$lock" 2>/dev/null; do
    holder=$(cat "$lock/process" 2>/dev/null || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      echo "A build that was killed (process $holder) has left $lock; remove this folder." >&2
      exit 1
    fi
    if [ -z "$told" ]; then
      echo "Another launch is building in this checkout; waiting for it ..." >&2
      told=yes
    fi
    sleep 1
  done
  trap 'rm -rf "$lock"' EXIT
  sh -c 'echo $PPID' >"$lock/process"
}

# Copies what was built into OUTPUT/launch/N with a class path of its own, makes it the current one,
# and removes older ones that no process runs.
copy_classes() {
  launch=$1/launch
  number=1
  while [ -e "$launch/$number" ]; do
    number=$((number + 1))
  done
  rm -rf "$launch/$number.new" # of a build that was killed
  mkdir -p "$launch/$number.new/users"
  cp -R "$1/classes" "$launch/$number.new/classes"
  copied=$(java_path "$ROOT/$launch/$number")
  printf '%s' "$copied/classes" >"$launch/$number.new/classpath.txt"
  part=0
  tr "$PATH_SEPARATOR" '\n' <"$1/classpath.txt" | {
    while IFS= read -r entry || [ -n "$entry" ]; do
      if [ -d "$entry" ]; then
        part=$((part + 1))
        cp -R "$entry" "$launch/$number.new/$part"
        entry=$copied/$part
      fi
      printf '%s' "$PATH_SEPARATOR$entry" >>"$launch/$number.new/classpath.txt"
    done
  }
  mv "$launch/$number.new" "$launch/$number"
  previous=$(cat "$launch/current" 2>/dev/null || true)
  echo "$number" >"$launch/current.new"
  touch -r "$launch/began" "$launch/current.new"
  mv "$launch/current.new" "$launch/current"
  # The previous one stays, too: somebody may be about to start it.
  for copy in "$launch"/[0-9]*; do
    name=$(basename "$copy")
    if [ "$name" != "$number" ] && [ "$name" != "$previous" ] && ! is_used "$copy"; then
      rm -rf "$copy"
    fi
  done
}

# True if a process runs the copy in folder $1: each has a file there, named by its number. Those of
# processes that have ended are removed.
is_used() {
  used=1
  for user in "$1"/users/*; do
    if [ -e "$user" ] && kill -0 "$(basename "$user")" 2>/dev/null; then
      used=0
    else
      rm -f "$user"
    fi
  done
  return $used
}

# The folder of the current copy of what was built into folder $1.
current_copy() {
  echo "$ROOT/$1/launch/$(cat "$ROOT/$1/launch/current")"
}

# The class path of the current copy of what was built into folder $1; its paths are absolute.
class_path() {
  cat "$(current_copy "$1")/classpath.txt"
}

case $(uname -s) in
  MINGW* | MSYS* | CYGWIN*)
    PATH_SEPARATOR=';'
    java_path() { cygpath -m "$1"; }
    ;;
  *)
    PATH_SEPARATOR=':'
    java_path() { echo "$1"; }
    ;;
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
  copy=$(current_copy "$output")
  is_used "$copy" || true # tidies up
  : >"$copy/users/$$" # Java will have the number of this shell
  # Word splitting of JAVA_OPTS is wanted.
  # shellcheck disable=SC2086
  exec "$JDK/bin/java" --add-modules jdk.incubator.vector -XX:MaxRAMPercentage=70 \
    -Djava.awt.headless=true \
    "-Djava.util.logging.config.file=$ROOT/config/launch/logging.properties" \
    ${JAVA_OPTS:-} -cp "$(cat "$copy/classpath.txt")" "$main_class" "$@"
}
