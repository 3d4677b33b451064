/** Tables from Parquet files. */
module dev.gradus.data.parquet {
    requires static org.jspecify;
    requires transitive dev.gradus.data;
    requires dev.hardwood.core;
    requires java.logging;
    requires com.github.luben.zstd_jni; // found by name when a file needs it
    requires org.xerial.snappy;

    exports dev.gradus.data.parquet;
}
