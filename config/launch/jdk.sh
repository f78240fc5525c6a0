# Finds a JDK 25 or newer for examples/run and benchmarks/run; sourced, not run.
# Afterwards JDK names it, whatever `java` on the PATH is, and Maven's toolchains find it too.

# Prints the feature version of the JDK in folder $1, or 0 where there is none.
jdk_version() {
  if [ -x "$1/bin/javac" ] && [ -f "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    echo "${version:-0}"
  else
    echo 0
  fi
}

# Prints folders in which JDKs are usually installed, one a line; the first that fits is taken.
jdk_candidates() {
  [ -n "${JAVA_HOME:-}" ] && echo "$JAVA_HOME"
  [ -n "${JAVA25_HOME:-}" ] && echo "$JAVA25_HOME"
  if command -v javac >/dev/null 2>&1; then
    dirname "$(dirname "$(readlink -f "$(command -v javac)" 2>/dev/null || command -v javac)")"
  fi
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v 25+ 2>/dev/null || true
  fi
  if [ -f "$HOME/.m2/toolchains.xml" ]; then
    sed -n 's:.*<jdkHome>\(.*\)</jdkHome>.*:\1:p' "$HOME/.m2/toolchains.xml"
  fi
  for folder in /usr/lib/jvm/* /usr/java/* /opt/* /opt/java/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* "$HOME"/.gradle/jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    echo "$folder"
  done
}

# Sets JDK, or says what to install and ends the script.
require_jdk() {
  # Reads to the end: whoever stops reading fails the pipe where the caller has set pipefail.
  found=$(jdk_candidates | {
    first=
    while IFS= read -r candidate; do
      if [ -z "$first" ] && [ "$(jdk_version "$candidate")" -ge 25 ]; then
        first=$candidate
      fi
    done
    echo "$first"
  })
  if [ -z "$found" ]; then
    echo "No JDK 25 or newer was found. Install one, such as Eclipse Temurin 25 from" >&2
    echo "https://adoptium.net, or set JAVA_HOME to the folder of one that is installed." >&2
    exit 1
  fi
  JDK=$found
  # Where maven-toolchains-plugin looks; Maven itself runs on the java that it always runs on.
  export JAVA25_HOME="$JDK"
  if [ -z "${JAVA_HOME:-}" ] && ! command -v java >/dev/null 2>&1; then
    export JAVA_HOME="$JDK"
  fi
}

# Says what to install where Maven is missing, and ends the script.
require_maven() {
  if ! command -v mvn >/dev/null 2>&1; then
    echo "Maven was not found. Install it (3.8.6 or newer): https://maven.apache.org/install.html," >&2
    echo "or 'apt install maven', 'brew install maven', 'sdk install maven'." >&2
    exit 1
  fi
}
