package dev.gradus.bench.dl4j;

import java.io.File;
import java.io.IOException;
import java.util.List;
import org.datavec.api.io.labels.ParentPathLabelGenerator;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;
import org.datavec.image.recordreader.ImageRecordReader;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.deeplearning4j.ui.api.UIServer;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Deeplearning4j's side of docs/guide/from-dl4j-and-djl.md, as it stands there. */
final class WordsOfDl4j {
    private WordsOfDl4j() {}

    static MultiLayerConfiguration network() {
        return settings(new NeuralNetConfiguration.Builder())
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(32).build())
                .layer(new DenseLayer.Builder().nOut(128).activation(Activation.RELU).build())
                .layer(
                        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .nOut(10)
                                .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build();
    }

    static MultiLayerConfiguration dense() {
        return new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nOut(128).activation(Activation.RELU).build())
                .layer(
                        new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                                .activation(Activation.IDENTITY)
                                .nOut(1)
                                .build())
                .setInputType(InputType.feedForward(8))
                .build();
    }

    static NeuralNetConfiguration.Builder settings(NeuralNetConfiguration.Builder builder) {
        return builder.updater(new Adam(0.001))
                .updater(new Nesterovs(0.1, 0.9))
                .l2(1e-4)
                .dropOut(0.8)
                .weightInit(WeightInit.RELU)
                .seed(1)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer);
    }

    static LossMCXENT weighted(INDArray weights) {
        return new LossMCXENT(weights);
    }

    static NormalizerStandardize scaling() {
        return new NormalizerStandardize();
    }

    static Evaluation measured(MultiLayerNetwork net, DataSetIterator iterator) {
        return net.evaluate(iterator);
    }

    static ISchedule schedule() {
        return new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 2);
    }

    static Class<?> graph() {
        return ComputationGraph.class;
    }

    static ElementWiseVertex sum() {
        return new ElementWiseVertex(ElementWiseVertex.Op.Add);
    }

    static DataSetIterator batches(INDArray features, INDArray labels) {
        List<DataSet> list = new DataSet(features, labels).asList();
        return new ListDataSetIterator<>(list, 64);
    }

    static RecordReader table() {
        return new CSVRecordReader();
    }

    static TransformProcess transform(Schema schema) {
        return new TransformProcess.Builder(schema).categoricalToOneHot("island").build();
    }

    static RecordReader images() {
        return new ImageRecordReader(28, 28, 1, new ParentPathLabelGenerator());
    }

    static void train(MultiLayerNetwork net, DataSetIterator iterator) {
        net.setListeners(new ScoreIterationListener(10));
        net.fit(iterator, 5);
    }

    static EarlyStoppingTrainer early(MultiLayerNetwork net, DataSetIterator iterator) {
        EarlyStoppingConfiguration<MultiLayerNetwork> stop =
                new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>().build();
        return new EarlyStoppingTrainer(stop, net, iterator);
    }

    static void page() {
        UIServer.getInstance().attach(new InMemoryStatsStorage());
    }

    static MultiLayerNetwork frozen(MultiLayerNetwork net) {
        return new TransferLearning.Builder(net).setFeatureExtractor(1).build();
    }

    static INDArray predict(MultiLayerNetwork net, INDArray array) {
        return net.output(array);
    }

    static MultiLayerNetwork saved(MultiLayerNetwork net, File file) throws IOException {
        net.save(file);
        ModelSerializer.writeModel(net, file, true);
        return MultiLayerNetwork.load(file, true);
    }
}
