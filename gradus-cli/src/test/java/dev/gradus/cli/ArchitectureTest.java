package dev.gradus.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.gradus.cli.syntax.Syntax;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What module-info cannot keep, over the classes of the whole build. */
class ArchitectureTest {
    private static final Set<Class<?>> FAULTS_OF_FILES =
            Set.of(IOException.class, UncheckedIOException.class, DirectoryIteratorException.class);

    /** Who may know whom, each room by the part after {@code dev.gradus}. */
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("file", Set.of()),
                    Map.entry("number", Set.of()),
                    Map.entry("protobuf", Set.of()),
                    Map.entry("text", Set.of("number")),
                    Map.entry("schedule", Set.of("number", "text")),
                    Map.entry("run", Set.of("file", "number", "text", "protobuf", "schedule")),
                    Map.entry("plot", Set.of("number", "text", "schedule", "run")),
                    Map.entry("nn", Set.of("number", "text")),
                    Map.entry("onednn", Set.of("number", "text", "nn")),
                    Map.entry("prepare", Set.of("number", "text")),
                    Map.entry("data", Set.of("file", "number", "text", "nn", "prepare")),
                    Map.entry("digits", Set.of("number", "text", "nn", "data")),
                    Map.entry("recipe", Set.of("number", "text", "schedule", "nn", "prepare")),
                    Map.entry("model", Set.of("file", "number", "text", "nn", "prepare")),
                    Map.entry(
                            "onnx", Set.of("number", "text", "protobuf", "nn", "prepare", "model")),
                    Map.entry(
                            "train",
                            Set.of(
                                    "file",
                                    "number",
                                    "text",
                                    "schedule",
                                    "run",
                                    "nn",
                                    "prepare",
                                    "data",
                                    "recipe",
                                    "model")),
                    Map.entry(
                            "sweep",
                            Set.of(
                                    "file",
                                    "number",
                                    "text",
                                    "schedule",
                                    "run",
                                    "nn",
                                    "data",
                                    "recipe",
                                    "train")),
                    Map.entry("spark", Set.of("recipe", "run", "sweep", "train")),
                    Map.entry(
                            "studio",
                            Set.of(
                                    "number",
                                    "text",
                                    "schedule",
                                    "run",
                                    "nn",
                                    "prepare",
                                    "data",
                                    "recipe")));

    /** As many as can be read through in one sitting. */
    private static final long MOST_TYPES = 36;

    private static final JavaClasses CLASSES = new ClassFileImporter().importPaths(outputs());

    /** What is shared by tests alone is left out. */
    private static List<Path> outputs() {
        try (Stream<Path> modules = Files.list(Path.of("..").toAbsolutePath().normalize())) {
            return modules.filter(module -> module.getFileName().toString().startsWith("gradus-"))
                    .filter(module -> !module.endsWith("gradus-testing"))
                    .map(module -> module.resolve("target/classes"))
                    .filter(Files::isDirectory)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Stream<String> rooms() {
        return MAY_USE.keySet().stream().sorted();
    }

    private static String room(JavaClass subject) {
        return subject.getPackageName().replaceFirst("^dev\\.gradus\\.([a-z]+).*$", "$1");
    }

    @Test
    void everyRoomIsSeen() {
        Map<String, Long> seen =
                CLASSES.stream()
                        .collect(
                                Collectors.groupingBy(
                                        ArchitectureTest::room, Collectors.counting()));

        assertThat(seen.keySet())
                .contains(
                        "text",
                        "schedule",
                        "run",
                        "plot",
                        "nn",
                        "onednn",
                        "prepare",
                        "data",
                        "digits",
                        "model",
                        "onnx",
                        "train",
                        "studio",
                        "cli")
                .isSubsetOf(Stream.concat(rooms(), Stream.of("cli", "bench")).toList());
        assertThat(seen.values()).allMatch(count -> count >= 1);
        assertThat(CLASSES.size()).isGreaterThan(300);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomUsesOnlyThoseBelowIt(String room) {
        Set<String> allowed = MAY_USE.get(room);
        List<String> offences =
                CLASSES.stream()
                        .filter(subject -> room(subject).equals(room))
                        .flatMap(subject -> subject.getDirectDependenciesFromSelf().stream())
                        .filter(dependency ->
                                dependency
                                        .getTargetClass()
                                        .getPackageName()
                                        .startsWith("dev.gradus."))
                        .filter(dependency -> {
                            String used = room(dependency.getTargetClass());
                            return !used.equals(room) && !allowed.contains(used);
                        })
                        .map(dependency -> dependency.getDescription())
                        .toList();

        assertThat(offences).isEmpty();
    }

    @Test
    void onlyTheCommandPrintsAndExits() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.gradus.cli..", "dev.gradus.bench..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
    }

    /**
     * Such a message is often the file's name and nothing else; {@link FileFault} has the words.
     */
    @Test
    void whatTheFileSystemSaysIsPutIntoWords() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.gradus.bench..")
                .and()
                .doNotHaveFullyQualifiedName(FileFault.class.getName())
                .should()
                .callMethod(IOException.class, "getMessage")
                .orShould()
                .callMethod(UncheckedIOException.class, "getMessage")
                .orShould()
                .callMethod(DirectoryIteratorException.class, "getMessage")
                .check(CLASSES);
    }

    /** The type of such an exception is what both have in common, which hides that of files. */
    @Test
    void whatTheFileSystemSaysIsPutIntoWordsWhereItIsCaughtWithOthers() {
        Stream<JavaCodeUnit> units =
                CLASSES.stream()
                        .filter(type -> !type.getPackageName().startsWith("dev.gradus.bench"))
                        .flatMap(type -> type.getCodeUnits().stream());

        assertThat(units.filter(ArchitectureTest::catchesFaultsOfFilesWithOthers))
                .isNotEmpty()
                .noneMatch(ArchitectureTest::asksAnyExceptionForItsMessage);
    }

    private static boolean catchesFaultsOfFilesWithOthers(JavaCodeUnit unit) {
        return unit.getTryCatchBlocks().stream()
                .map(TryCatchBlock::getCaughtThrowables)
                .filter(caught -> caught.size() > 1)
                .flatMap(Set::stream)
                .anyMatch(caught -> FAULTS_OF_FILES.stream().anyMatch(caught::isAssignableTo));
    }

    private static boolean asksAnyExceptionForItsMessage(JavaCodeUnit unit) {
        return unit.getMethodCallsFromSelf().stream()
                .map(JavaMethodCall::getTarget)
                .filter(target -> target.getName().equals("getMessage"))
                .anyMatch(target ->
                        target.getOwner().isEquivalentTo(Exception.class)
                                || target.getOwner().isEquivalentTo(Throwable.class)
                                || target.getOwner().isEquivalentTo(RuntimeException.class));
    }

    /** It is there for those who bring it. */
    @Test
    void oneModuleKnowsSpark() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gradus.spark..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.spark.."))
                .check(CLASSES);
    }

    /** Its annotations are slow to read, see {@link Syntax}. */
    @Test
    void noPartOfTheCommandIsAnnotatedForPicocli() {
        noClasses()
                .that()
                .resideInAPackage("dev.gradus.cli..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("picocli..")
                                .and(describe("are annotations", JavaClass::isAnnotation)))
                .check(CLASSES);
    }

    @Test
    void noPackageIsADrawerForEverything() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .noneMatch(name ->
                        name.matches(".*\\.(util|utils|common|impl|misc|helper|helpers)(\\..*)?"));
    }

    @Test
    void noPackagesFormACircle() {
        slices().matching("dev.gradus.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noPackageNeedsScrolling() {
        Map<String, Long> sizes =
                topLevel()
                        .collect(
                                Collectors.groupingBy(
                                        JavaClass::getPackageName, Collectors.counting()));

        assertThat(sizes.values()).allMatch(size -> size <= MOST_TYPES);
    }

    /** What a name means must not depend on the imports above it. */
    @Test
    void noPublicTypeNameIsThereTwice() {
        Map<String, List<String>> named =
                topLevel()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .collect(
                                Collectors.groupingBy(
                                        JavaClass::getSimpleName,
                                        Collectors.mapping(
                                                JavaClass::getName, Collectors.toList())));

        assertThat(named.values()).allMatch(types -> types.size() == 1);
    }

    private static Stream<JavaClass> topLevel() {
        return CLASSES.stream()
                .filter(type ->
                        type.isTopLevelClass() && !type.getSimpleName().equals("package-info"));
    }

    /** Each schedule says how it is written, and a table how it is read. */
    @Test
    void schedulesAreWrittenAndReadWithoutReflection() {
        noClasses()
                .that()
                .resideInAPackage("dev.gradus.schedule..")
                .should()
                .dependOnClassesThat(resideInAPackage("java.lang.reflect.."))
                .check(CLASSES);
    }

    @Test
    void nothingPublicAndStaticCanBeChanged() {
        fields().that().arePublic().and().areStatic().should().beFinal().check(CLASSES);
    }
}
