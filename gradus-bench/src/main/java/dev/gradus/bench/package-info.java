/**
 * Measurements. Build them, with the peers or without; the peers are hundreds of megabytes, which
 * no other build downloads:
 *
 * <pre>{@code
 * ./mvnw -q -Ppeers package -Dmaven.test.skip=true
 * }</pre>
 *
 * <p>{@link dev.gradus.bench.Bench} trains the same networks with Gradus and its peers, side by
 * side, and writes one table; {@code --help} says what else it measures:
 *
 * <pre>{@code
 * java -cp 'gradus-bench/target/lib/*' dev.gradus.bench.Bench --markdown docs/speed.md
 * java -cp 'gradus-bench/target/lib/*' dev.gradus.bench.Bench speed --only conv --systems gradus,djl
 * }</pre>
 *
 * <p>The peers are DJL on PyTorch and Deeplearning4j. TensorFlow-Java is not among them: it has
 * operations, losses and optimizers but no layers, and no training of the running statistics of a
 * batch normalization, so its networks would be ours and their speed as well.
 *
 * <p>What a schedule costs is measured with JMH:
 *
 * <pre>{@code
 * java -cp 'gradus-bench/target/lib/*' org.openjdk.jmh.Main ScheduleBenchmark
 * }</pre>
 */
@NullMarked
package dev.gradus.bench;

import org.jspecify.annotations.NullMarked;
