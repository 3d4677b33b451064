package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.number.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whoever can write into a run folder puts links in place of everything in it; nothing that a
 * command does to the run may change what the links lead to.
 */
@Timeout(300)
class PlantedLinksTest {
    private static final String SMALL =
            "train points.csv --label class --model linear --backend java --threads 1 --steps 8"
                    + " --batch-size 7 --checkpoint-every 2 --quiet --name parent";
    private static final List<String> COMMANDS =
            List.of(
                    "resume fox --steps 12 --extend keep --quiet",
                    "plot fox",
                    "compare fox parent",
                    "control fox pause",
                    "fork fox --lr 0.01 --quiet --name other",
                    "replay fox --quiet");

    /** What a link leads to. */
    enum Target {
        FILE,
        FOLDER,
        NOTHING
    }

    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(Target.class)
    void noLinkInARunFolderLeadsAWriteElsewhere(Target target) throws IOException {
        Path whole = forked();
        Path runs = folder.resolve("runs");
        Path outside = folder.resolve("outside");
        List<Path> names = names(whole);
        for (int i = 0; i < names.size(); i++) {
            Path name = names.get(i);
            int turn = 1 + (i + target.name().length()) % (COMMANDS.size() - 1);
            for (String command : List.of(COMMANDS.getFirst(), COMMANDS.get(turn))) {
                delete(runs);
                delete(outside);
                copy(whole, runs);
                Files.createDirectory(outside);
                Path place = runs.resolve(name);
                Path leadsTo = planted(place, target, outside);
                Map<String, String> before = contents(outside);

                Session session = run(command);

                String what =
                        Text.of(
                                "%s -> %s, %s: exit %d, %s",
                                name, leadsTo, command, session.code(), session.err());
                assertThat(contents(outside)).as(what).isEqualTo(before);
                assertThat(session.err()).as(what).doesNotContain("error in Gradus", "Exception");
                assertThat(session.code()).as(what).isIn(0, 2, 4, 5, 6);
            }
        }
    }

    /** Puts a link in place of a file or folder, which moves to where the link leads. */
    private static Path planted(Path place, Target target, Path outside) throws IOException {
        Path elsewhere = outside.resolve("elsewhere");
        switch (target) {
            case FILE -> {
                if (Files.isRegularFile(place)) {
                    Files.copy(place, elsewhere);
                } else {
                    Files.writeString(elsewhere, "somebody else's");
                }
            }
            case FOLDER -> {
                if (Files.isDirectory(place)) {
                    copy(place, elsewhere);
                } else {
                    Files.createDirectory(elsewhere);
                }
            }
            case NOTHING -> {}
        }
        delete(place);
        Files.createDirectories(place.resolveSibling("."));
        Files.createSymbolicLink(place, elsewhere);
        return elsewhere;
    }

    /** Returns a folder of two runs, of which one was forked from the other. */
    private Path forked() throws IOException {
        var text = new StringBuilder("x,y,class\n");
        for (int i = 0; i < 40; i++) {
            text.append(i).append(',').append(i * i % 7).append(i % 3 == 0 ? ",yes\n" : ",no\n");
        }
        Files.writeString(folder.resolve("points.csv"), text);
        assertThat(run(SMALL).code()).isZero();
        assertThat(run("fork parent --name fox --quiet").code()).isZero();
        return Files.move(folder.resolve("runs"), folder.resolve("whole"));
    }

    /** Returns everything in the run folder, and what a command may write into it besides. */
    private static List<Path> names(Path whole) throws IOException {
        var names = new ArrayList<Path>();
        try (Stream<Path> files = Files.walk(whole.resolve("fox"))) {
            files.map(whole::relativize)
                    .filter(name -> name.getNameCount() > 1)
                    .forEach(names::add);
        }
        String process = ".tmp-" + ProcessHandle.current().pid();
        Stream.of(
                        "configuration.json.tmp",
                        "checkpoints/step-000000012.checkpoint",
                        "checkpoints/step-000000012.checkpoint" + process,
                        "checkpoints/best" + process,
                        "control/rejected",
                        "control/request.json",
                        "plots/find.svg")
                .map(Path.of("fox")::resolve)
                .forEach(names::add);
        return names.stream().sorted().toList();
    }

    private Session run(String line) {
        return Session.run(folder, Session.words(line));
    }

    private static Map<String, String> contents(Path root) throws IOException {
        var contents = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                contents.put(
                        root.relativize(file).toString(),
                        Files.isRegularFile(file)
                                ? Files.getLastModifiedTime(file)
                                        + " "
                                        + new String(
                                                Files.readAllBytes(file),
                                                StandardCharsets.ISO_8859_1)
                                : "");
            }
        }
        return contents;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
