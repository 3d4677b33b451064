import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodTransform;

/**
 * Gives classes compiled for Java 5 or older the stack maps that later versions have, and says they
 * are for Java 8.
 *
 * <p>The JVM verifies classes without stack maps by another, slower verifier and keeps them out of
 * its ahead-of-time cache: with picocli as published that is a tenth of the time to the first
 * training step. Instructions stay as they are.
 */
final class StackMaps {
    private StackMaps() {}

    static boolean areMissing(ClassModel model) {
        return model.majorVersion() < ClassFile.JAVA_6_VERSION;
    }

    static byte[] added(ClassModel model, ClassHierarchyResolver hierarchy) {
        // Only code that is written anew gets stack maps, so every method's is, unchanged.
        var code =
                ClassTransform.transformingMethods(
                        MethodTransform.transformingCode((builder, element) -> builder.with(element)));
        return ClassFile.of(
                        StackMapsOption.GENERATE_STACK_MAPS,
                        ClassHierarchyResolverOption.of(hierarchy))
                .transformClass(
                        model,
                        code.andThen((builder, element) ->
                                builder.with(
                                        element instanceof ClassFileVersion
                                                ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                                                : element)));
    }
}
