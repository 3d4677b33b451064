package dev.gradus.spark;

import dev.gradus.train.round.RoundPiece;
import dev.gradus.train.round.RoundReport;
import dev.gradus.train.round.RoundResult;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Averages reports where the replicas are: each is cut, a shuffle brings all cuts of a piece to one
 * task, and that task averages them in the order of the replicas' numbers. The shares of a lost
 * executor are trained again, to the same bits.
 */
final class Pieces {
    private Pieces() {}

    /** Cuts a report; each cut goes to the partition with the number of its piece. */
    private record Cut(List<RoundPiece> pieces)
            implements PairFlatMapFunction<RoundReport, Integer, RoundReport> {
        Cut {
            pieces = new ArrayList<>(pieces);
        }

        @Override
        public Iterator<Tuple2<Integer, RoundReport>> call(RoundReport report) {
            List<RoundReport> cuts = report.cut(pieces);
            return IntStream.range(0, cuts.size())
                    .mapToObj(piece -> new Tuple2<>(piece, cuts.get(piece)))
                    .iterator();
        }
    }

    /** Averages a piece. */
    private record Averaged(List<RoundPiece> pieces)
            implements Function<Tuple2<Integer, Iterable<RoundReport>>, RoundResult> {
        Averaged {
            pieces = new ArrayList<>(pieces);
        }

        @Override
        public RoundResult call(Tuple2<Integer, Iterable<RoundReport>> piece) {
            var reports = new ArrayList<RoundReport>();
            piece._2().forEach(reports::add);
            return RoundResult.of(pieces.get(piece._1()), reports);
        }
    }

    /** Returns the result of each piece, in their order, which is that of the partitions. */
    static List<RoundResult> averaged(JavaRDD<RoundReport> reports, List<RoundPiece> pieces) {
        JavaPairRDD<Integer, Iterable<RoundReport>> gathered =
                reports.flatMapToPair(new Cut(pieces))
                        .groupByKey(new HashPartitioner(pieces.size()));
        try {
            return gathered.map(new Averaged(pieces)).collect();
        } finally {
            // Otherwise their files stay until the garbage of this process is collected.
            gathered.rdd().cleanShuffleDependencies(false);
        }
    }
}
