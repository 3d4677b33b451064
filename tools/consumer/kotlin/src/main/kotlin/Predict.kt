import dev.gradus.model.Model
import java.nio.file.Path

/** Predicts for a row of a table; null is a missing value. */
fun predict(model: Model, row: Map<String, String?>): FloatArray = model.predict(row)

/** Loads a model and predicts. */
fun main(arguments: Array<String>) {
    val model = Model.load(Path.of(arguments[0]))
    val probabilities = model.predict(floatArrayOf(1f, -1f))
    println("${model.meaning().outputs()} ${probabilities.contentToString()}")
}
