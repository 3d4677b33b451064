package dev.gradus.model;

import dev.gradus.file.SafeFile;
import dev.gradus.model.file.Contents;
import dev.gradus.model.file.SectionFormat;
import dev.gradus.model.file.SectionReader;
import dev.gradus.model.file.SectionWriter;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.StateEntry;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.optimizer.Optimizers;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.prepare.Preparation;
import dev.gradus.text.FileFault;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The format of a model file: sections with checksums, as {@link SectionWriter} writes them.
 *
 * <pre>
 * inputs           name=shape, one a line
 * network          the layers as text
 * loss             as text
 * target           "classes N" or "values N"
 * outputs          names of classes or values, one a line, if they have some
 * preparation      as text, if there is one
 * own              the parts written in Java, one a line, if there are some
 * provenance/NAME  a fact
 * NAME             the values of a parameter or statistic, float32
 * </pre>
 *
 * A section that is not listed here is refused: a version of Gradus that adds one also changes the
 * format version, because an older one must not predict without it.
 */
final class ModelFile {
    static final SectionFormat FORMAT =
            new SectionFormat("GRADUSMD", 1, "model", ModelException::new);

    private static final String INPUTS = "inputs";
    private static final String NETWORK = "network";
    private static final String LOSS = "loss";
    private static final String TARGET = "target";
    private static final String OUTPUTS = "outputs";
    private static final String PREPARATION = "preparation";
    private static final String OWN = "own";
    private static final String PROVENANCE = "provenance/";
    private static final Set<String> KNOWN =
            Set.of(INPUTS, NETWORK, LOSS, TARGET, OUTPUTS, PREPARATION, OWN);

    private ModelFile() {}

    /** The network and loss, if a file cannot hold them. */
    record Computed(Network network, Loss loss) {}

    static void write(Model model, Path file) {
        Contents contents = contents(model);
        try {
            SafeFile.replace(
                    file,
                    channel -> SectionWriter.write(contents, channel),
                    written -> verify(written, contents));
        } catch (IOException failure) {
            throw new ModelException(FileFault.of("cannot write", file, failure), failure);
        }
    }

    private static void verify(Path file, Contents contents) throws IOException {
        if (!contents(file).equals(contents)) {
            throw new IOException("the file read back differs from what was written");
        }
    }

    static Contents contents(Model model) {
        var contents = new Contents(FORMAT);
        Network network = model.network();
        Meaning meaning = model.meaning();
        contents.with(
                        INPUTS,
                        NameLines.write(network.inputs().stream().map(Input::toString).toList()))
                .with(NETWORK, network.text())
                .with(LOSS, model.loss().toString())
                .with(TARGET, text(meaning.target()));
        addNames(contents, OUTPUTS, meaning.outputs());
        meaning.preparation()
                .ifPresent(preparation -> contents.with(PREPARATION, preparation.text()));
        addNames(contents, OWN, OwnModelParts.of(network, model.loss()));
        model.provenance().facts().forEach((name, fact) -> contents.with(PROVENANCE + name, fact));
        List<StateEntry> entries = model.values().entries();
        for (int i = 0; i < entries.size(); i++) {
            contents.with(entries.get(i).name(), model.values().values(i));
        }
        return contents;
    }

    private static void addNames(Contents contents, String section, List<String> names) {
        if (!names.isEmpty()) {
            contents.with(section, NameLines.write(names));
        }
    }

    private static String text(Target target) {
        return switch (target) {
            case Target.Classes(int count) -> "classes " + count;
            case Target.Values(int width) -> "values " + width;
        };
    }

    /**
     * Reads a model.
     *
     * @param given network and loss, if they have parts written in Java
     */
    static Model read(Path file, Optional<Computed> given) {
        try {
            return model(contents(file), given);
        } catch (IOException failure) {
            throw new ModelException(FileFault.of("cannot read", file, failure), failure);
        } catch (ModelException fault) {
            throw new ModelException(file + ": " + fault.getMessage(), fault);
        }
    }

    private static Contents contents(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ModelException("it is not a file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return SectionReader.read(channel, FORMAT);
        }
    }

    static Model model(Contents contents, Optional<Computed> given) {
        requireKnown(contents);
        try {
            Computed computed = given.orElseGet(() -> computed(contents));
            return new Model(
                    computed.network(),
                    computed.loss(),
                    values(contents, computed.network()),
                    meaning(contents),
                    provenance(contents));
        } catch (IllegalArgumentException fault) {
            throw new ModelException(
                    "this Gradus cannot read part of the model: " + fault.getMessage(), fault);
        }
    }

    private static void requireKnown(Contents contents) {
        contents.texts().keySet().stream()
                .filter(name -> !KNOWN.contains(name) && !name.startsWith(PROVENANCE))
                .findFirst()
                .ifPresent(name -> {
                    throw new ModelException(
                            "the model has a section \"%s\", which this Gradus does not know; use the version that wrote it, or a newer one"
                                    .formatted(name));
                });
    }

    private static Computed computed(Contents contents) {
        List<String> own = names(contents, OWN);
        if (!own.isEmpty()) {
            throw new ModelException(
                    "the model has parts written in Java (%s), which a file cannot hold; give them to Model.load(file, network, loss)"
                            .formatted(String.join(", ", own)));
        }
        return new Computed(
                Network.parse(
                        NameLines.read(contents.text(INPUTS)).stream()
                                .map(ModelFile::input)
                                .toList(),
                        contents.text(NETWORK)),
                Loss.parse(contents.text(LOSS)));
    }

    private static Input input(String line) {
        String[] parts = line.split("=", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,9}(x[0-9]{1,9})*")) {
            throw new ModelException(
                    "the model has an input \"%s\", expected a name and a shape, as in input=1x28x28"
                            .formatted(line));
        }
        return new Input(
                parts[0],
                new Shape(Arrays.stream(parts[1].split("x", -1)).map(Integer::valueOf).toList()));
    }

    private static StateValues values(Contents contents, Network network) {
        List<StateEntry> entries = StateEntry.all(network, Optimizers.sgd());
        var rows = new ArrayList<float[]>();
        for (StateEntry entry : entries) {
            rows.add(contents.values(entry.name(), entry.size()));
        }
        if (rows.size() != contents.values().size()) {
            Set<String> others = new LinkedHashSet<>(contents.values().keySet());
            entries.forEach(entry -> others.remove(entry.name()));
            throw new ModelException(
                    "the model has values that its network does not: " + String.join(", ", others));
        }
        return new StateValues(entries, rows);
    }

    private static Meaning meaning(Contents contents) {
        return new Meaning(
                target(contents.text(TARGET)),
                names(contents, OUTPUTS),
                Optional.ofNullable(contents.texts().get(PREPARATION)).map(Preparation::parse));
    }

    private static Target target(String text) {
        if (text.matches("classes [0-9]{1,9}")) {
            return Target.classes(Integer.parseInt(text.substring(text.indexOf(' ') + 1)));
        }
        if (text.matches("values [0-9]{1,9}")) {
            return Target.values(Integer.parseInt(text.substring(text.indexOf(' ') + 1)));
        }
        throw new ModelException(
                "the model has a target \"%s\", expected classes or values and their number"
                        .formatted(text));
    }

    private static List<String> names(Contents contents, String section) {
        return NameLines.read(contents.texts().getOrDefault(section, ""));
    }

    private static Provenance provenance(Contents contents) {
        Map<String, String> facts = new LinkedHashMap<>();
        contents.texts()
                .forEach((name, text) -> {
                    if (name.startsWith(PROVENANCE)) {
                        facts.put(name.substring(PROVENANCE.length()), text);
                    }
                });
        return new Provenance(facts);
    }
}
