# Sourced by ./gradus and ./mvnw: sets JAVA_HOME to a JDK of at least version 25, or says what to install.
# Looks at JAVA_HOME, then at the java on the PATH, then into the platform's usual folders; reads the JDK's
# "release" file instead of starting it.

jdk_version() { # prints the feature version of the JDK in folder $1, or 0
    version=0
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    echo "${version:-0}"
}

find_jdk() {
    on_path=$(command -v java 2>/dev/null) && on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    for home in "${JAVA_HOME:-}" "${on_path%/bin/java}" \
        /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        if [ -n "$home" ] && [ "$(jdk_version "$home")" -ge 25 ]; then
            JAVA_HOME=$home
            export JAVA_HOME
            return 0
        fi
    done
    echo "Gradus needs a JDK 25 or newer and found none: install one (for example Temurin 25 from adoptium.net) or set JAVA_HOME to it." >&2
    return 2
}
