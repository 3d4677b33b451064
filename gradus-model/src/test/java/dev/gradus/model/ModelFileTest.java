package dev.gradus.model;

import static dev.gradus.nn.layer.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.model.file.Contents;
import dev.gradus.model.file.SectionWriter;
import dev.gradus.nn.Network;
import dev.gradus.nn.engine.kit.Experiment;
import dev.gradus.nn.engine.kit.Experiments;
import dev.gradus.nn.layer.Input;
import dev.gradus.nn.layer.Node;
import dev.gradus.nn.layer.OwnLayer;
import dev.gradus.nn.layer.Placement;
import dev.gradus.nn.layer.Site;
import dev.gradus.nn.loss.Loss;
import dev.gradus.nn.loss.Losses;
import dev.gradus.nn.tensor.Precision;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.nn.tensor.Target;
import dev.gradus.text.OwnPart;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFileTest {
    private static final int DRAWN = 300;

    @TempDir private Path folder;

    @Test
    void everythingComesBack() {
        Model model = Examples.everything();
        model.save(file());
        assertThat(Model.load(file())).isEqualTo(model);
    }

    @Test
    void aModelWithoutNamesOrProvenanceComesBack() {
        Model model = Examples.plain(Network.of(Shape.image(1, 2, 3), dense(2)));
        model.save(file());
        assertThat(Model.load(file())).isEqualTo(model);
    }

    static Stream<Experiment> drawn() {
        return LongStream.range(0, DRAWN).mapToObj(number -> Experiments.of(number, Precision.F32));
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void drawnNetworksComeBackAndThoseWrittenInJavaAreNamed(Experiment drawn) {
        Network network = drawn.network();
        Loss loss = drawn.options().loss();
        Model model =
                new Model(
                        network,
                        loss,
                        Examples.values(network, drawn.number()),
                        Meaning.of(drawn.target()),
                        Provenance.unknown());
        model.save(file());
        Optional<OwnPart> own =
                Stream.concat(network.nodes().stream().map(Node::operation), Stream.of(loss))
                        .filter(OwnPart.class::isInstance)
                        .map(OwnPart.class::cast)
                        .findFirst();
        if (own.isPresent()) {
            assertThatThrownBy(() -> Model.load(file()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining(own.get().toString())
                    .hasMessageContaining("Model.load(file, network, loss)");
            assertThat(Model.load(file(), network, loss)).isEqualTo(model);
        } else {
            assertThat(Model.load(file())).isEqualTo(model);
        }
    }

    @Test
    void anotherNetworkThanTheOneInTheFileIsRefused() {
        var network = Network.of(Shape.vector(3), new Doubled(), dense(2));
        Examples.plain(network).save(file());
        var other = Network.of(Shape.vector(4), new Doubled(), dense(2));
        assertThatThrownBy(() -> Model.load(file(), other, Losses.meanSquaredError()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("\"dense1.weight\", but 8 are needed");
    }

    /** Every length from nothing to one byte too few. */
    @Test
    @Timeout(60)
    void aFileThatIsCutAnywhereIsRefused() throws IOException {
        Examples.everything().save(file());
        byte[] whole = Files.readAllBytes(file());
        Path cut = folder.resolve("cut.gradus");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatExceptionOfType(ModelException.class).isThrownBy(() -> Model.load(cut));
        }
    }

    /** Every byte, one bit of it and all of them. */
    @Test
    @Timeout(60)
    void aFileWithAChangedByteAnywhereIsRefused() throws IOException {
        Examples.everything().save(file());
        byte[] whole = Files.readAllBytes(file());
        Path changed = folder.resolve("changed.gradus");
        for (int place = 0; place < whole.length; place++) {
            for (int mask : new int[] {1 << place % 8, 0xff}) {
                byte[] bytes = whole.clone();
                bytes[place] ^= (byte) mask;
                Files.write(changed, bytes);
                assertThatExceptionOfType(ModelException.class)
                        .as("byte %d", place)
                        .isThrownBy(() -> Model.load(changed));
            }
        }
    }

    @Test
    void bytesBehindTheEndAreRefused() throws IOException {
        Examples.everything().save(file());
        Files.write(file(), new byte[1], StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Model.load(file()))
                .isInstanceOf(ModelException.class)
                .hasMessage(file() + ": the model is damaged: 1 bytes follow its end");
    }

    @Test
    void whatIsNoModelIsToldFromADamagedOne() throws IOException {
        Files.writeString(file(), "PK, or something else that is long enough");
        assertThatThrownBy(() -> Model.load(file()))
                .hasMessage(
                        file()
                                + ": this is not a model of Gradus: it does not start with GRADUSMD");
    }

    @Test
    void aMissingFileAndAFolderAreNamed() {
        assertThatThrownBy(() -> Model.load(file()))
                .isInstanceOf(ModelException.class)
                .hasMessage("cannot read %s: there is no such file or folder", file());
        assertThatThrownBy(() -> Model.load(folder))
                .isInstanceOf(ModelException.class)
                .hasMessage("%s: it is not a file", folder);
    }

    @Test
    void anUnknownSectionIsRefused() throws IOException {
        write(ModelFile.contents(Examples.everything()).with("calibration", "1.5"));
        assertThatThrownBy(() -> Model.load(file()))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        file()
                                + ": the model has a section \"calibration\", which this Gradus does not know; use the version that wrote it, or a newer one");
    }

    @Test
    void valuesThatTheNetworkDoesNotHaveAreRefused() throws IOException {
        write(ModelFile.contents(Examples.everything()).with("dense9.weight", new float[1]));
        assertThatThrownBy(() -> Model.load(file()))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        file() + ": the model has values that its network does not: dense9.weight");
    }

    @Test
    void aFileOfAnotherVersionIsRefused() throws IOException {
        Examples.everything().save(file());
        byte[] bytes = Files.readAllBytes(file());
        bytes[8] = 2;
        Files.write(file(), bytes);
        assertThatThrownBy(() -> Model.load(file()))
                .hasMessage(file() + ": the model has format 2, but this Gradus reads format 1");
    }

    @Test
    void aFileThatCannotBeWrittenLeavesTheOldOne() throws IOException {
        Examples.everything().save(file());
        byte[] before = Files.readAllBytes(file());
        Path inNoFolder = folder.resolve("nowhere").resolve("model.gradus");
        assertThatThrownBy(() -> Examples.everything().save(inNoFolder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("cannot write " + inNoFolder);
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file());
        }
    }

    /**
     * y = W x + b with W = (1 2; 3 4) and b = (5 6), then softmax: written by the first version.
     */
    @Test
    void aFileOfTheFirstVersionIsReadForEver() throws URISyntaxException {
        Path first =
                Path.of(
                        Objects.requireNonNull(ModelFileTest.class.getResource("version-1.gradus"))
                                .toURI());
        Model model = Model.load(first);
        assertThat(model.network())
                .isEqualTo(
                        Network.of(
                                List.of(new Input("facts", Shape.vector(2))),
                                List.of(dense(2).named("head"))));
        assertThat(model.loss()).isEqualTo(Losses.softmaxCrossEntropy());
        assertThat(model.meaning())
                .isEqualTo(
                        new Meaning(
                                Target.classes(2),
                                List.of("no", "yes"),
                                Optional.of(Examples.preparation())));
        assertThat(model.provenance().facts()).containsEntry("seed", "7");
        float[] probabilities = model.predict(new float[] {1, -1});
        double odds = Math.exp((1 - 2 + 5) - (3 - 4 + 6));
        assertThat((double) probabilities[0]).isCloseTo(odds / (1 + odds), within(1e-6));
        assertThat((double) probabilities[1]).isCloseTo(1 / (1 + odds), within(1e-6));
        assertThat(model.predict(Map.of("sex", "male", "beak, mm", "1", "year", "2008")))
                .as("a row whose fields become (1 − 2) / 0.5 and the second of two values")
                .containsExactly(
                        model.predict(
                                Examples.preparation()
                                        .reading(List.of("beak, mm", "sex"))
                                        .inputs(List.of("1", "male"))));
    }

    @Test
    void aPreparationOfAnotherWidthThanTheNetworksIsRefused() {
        var network = Network.of(Shape.vector(3), dense(2));
        assertThatThrownBy(() ->
                        new Model(
                                network,
                                Losses.softmaxCrossEntropy(),
                                Examples.values(network, 1),
                                Meaning.of(Examples.preparation()),
                                Provenance.unknown()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the preparation turns a row into 2 inputs, but the network takes 3 (3)");
    }

    /** y = 2 x. */
    record Doubled() implements OwnLayer {
        @Override
        public Placement place(Site site) {
            return Placement.of(site.input());
        }

        @Override
        public Function function(Node node, int rows) {
            return new Function() {
                @Override
                public void forward(Pass pass) {
                    for (int i = 0; i < pass.rows() * node.input().size(); i++) {
                        pass.output()[i] = 2 * pass.input()[i];
                    }
                }

                @Override
                public void backward(Pass pass) {
                    throw new UnsupportedOperationException("nobody trains it");
                }
            };
        }
    }

    private void write(Contents contents) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            SectionWriter.write(contents, channel);
        }
    }

    private Path file() {
        return folder.resolve("model.gradus");
    }
}
