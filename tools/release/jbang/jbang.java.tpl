///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA {{distributionJavaVersion}}+
//DEPS {{jbangDistributionGA}}:{{projectVersion}}
//RUNTIME_OPTIONS --enable-native-access=ALL-UNNAMED

public class {{jbangScriptName}} {
    public static void main(String... arguments) throws Exception {
        {{distributionJavaMainClass}}.main(arguments);
    }
}
