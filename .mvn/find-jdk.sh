# Sourced by ./gradus and ./mvnw: sets JAVA_HOME to a JDK of at least version 25, or says what to install.
# Looks at JAVA_HOME, then at the java on the PATH, then into the platform's usual folders; reads the JDK's
# "release" file instead of starting it.

jdk_version() { # sets version to the feature version of the JDK in folder $1, or to 0; starts no process
    version=0
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    while IFS='="' read -r name _ value _; do
        [ "$name" != JAVA_VERSION ] || version=${value%%[!0-9]*}
    done <"$1/release"
}

find_jdk() {
    version=0 # not what a variable of that name says
    on_path=$(command -v java 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    for home in "${JAVA_HOME:-}" "${on_path%/bin/java}" \
        /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
        [ -z "$home" ] || jdk_version "$home"
        if [ "$version" -ge 25 ]; then
            JAVA_HOME=$home
            export JAVA_HOME
            return 0
        fi
    done
    echo "Gradus needs a JDK 25 or newer and found none: install one (for example Temurin 25 from adoptium.net) or set JAVA_HOME to it." >&2
    return 2
}
