/**
 * Measurements with JMH. Build them, then run all or those whose name fits:
 *
 * <pre>{@code
 * ./mvnw -q -pl gradus-bench -am package -Dmaven.test.skip=true
 * java -cp 'gradus-bench/target/lib/*' org.openjdk.jmh.Main ScheduleBenchmark
 * }</pre>
 */
@NullMarked
package dev.gradus.bench;

import org.jspecify.annotations.NullMarked;
