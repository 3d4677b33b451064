package dev.gradus.cli.input;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.image.Colour;
import dev.gradus.data.image.ImageDataset;
import dev.gradus.data.image.ImageForm;
import dev.gradus.data.image.ImageSize;
import dev.gradus.data.image.ImagesToPredict;
import dev.gradus.model.Model;
import dev.gradus.nn.tensor.Shape;
import dev.gradus.prepare.table.OnBadRow;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Images, scaled to the size and converted to the channels that the model takes.
 *
 * @param place a file or a folder
 * @param onBadRow what to do about an image to measure on that cannot be read
 * @param notes takes notes on how they are read
 */
public record ImagesInput(Path place, OnBadRow onBadRow, Consumer<String> notes)
        implements ModelInput {
    @Override
    public Dataset examples(Model model) {
        List<String> named = model.meaning().outputs();
        List<String> classes =
                named.isEmpty()
                        ? IntStream.range(0, model.network().output().size())
                                .mapToObj(String::valueOf)
                                .toList()
                        : named;
        ImageForm form = ImageForm.usual().with(size(model), colour(model)).with(onBadRow);
        ImageDataset images = ImageDataset.read(place, form, classes);
        images.notes().forEach(notes);
        return images;
    }

    @Override
    public boolean isOfFiles() {
        return true;
    }

    @Override
    public void read(Model model, RowReader reader) {
        var images = ImagesToPredict.in(place, size(model), colour(model));
        float[] inputs = new float[model.network().input().size()];
        for (int number = 0; number < images.files().size(); number++) {
            reader.file(images.files().get(number));
            try {
                images.read(number, inputs);
            } catch (DataException fault) {
                reader.fault(String.valueOf(fault.getMessage()));
                continue;
            }
            reader.row(inputs);
        }
    }

    private ImageSize size(Model model) {
        Shape input = shape(model);
        return new ImageSize(input.dimension(1), input.dimension(2));
    }

    private Colour colour(Model model) {
        return shape(model).dimension(0) == Colour.GREY.channels() ? Colour.GREY : Colour.RGB;
    }

    private Shape shape(Model model) {
        Shape input = model.network().input();
        boolean isImage =
                input.isImage()
                        && (input.dimension(0) == Colour.GREY.channels()
                                || input.dimension(0) == Colour.RGB.channels());
        if (!isImage) {
            throw new DataException(
                    "the model takes inputs of %s, but %s are images of 1 or 3 channels"
                            .formatted(model.network().inputText(), place));
        }
        return input;
    }
}
