package io.ticketlabeler.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Spark in this JVM, for all tests of a class run: two tasks at once, each may fail three times. */
final class LocalSpark {

    private LocalSpark() {}

    private static final class Started {

        static final SparkSession SESSION = session();

        private static SparkSession session() {
            try {
                Path folder = Files.createTempDirectory("ticketlabeler-spark-test-");
                folder.toFile().deleteOnExit();
                return SparkSession.builder()
                        .master("local[2,4]")
                        .appName("ticketlabeler tests")
                        .config("spark.ui.enabled", "false")
                        .config("spark.driver.host", "127.0.0.1")
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .config("spark.sql.shuffle.partitions", "2")
                        .config(
                                "spark.sql.warehouse.dir",
                                folder.resolve("warehouse").toString())
                        .config("spark.local.dir", folder.toString())
                        .getOrCreate();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static SparkSession session() {
        return Started.SESSION;
    }

    /** Rows of strings, in so many partitions, in this order. */
    static Dataset<Row> rows(List<String> columns, List<Object[]> values, int partitions) {
        StructType schema = new StructType(columns.stream()
                .map(name -> DataTypes.createStructField(name, DataTypes.StringType, true))
                .toArray(StructField[]::new));
        List<Row> rows = values.stream().map(RowFactory::create).toList();
        try (var context = new Context()) {
            return session().createDataFrame(context.java().parallelize(rows, partitions), schema);
        }
    }

    /** Spark's context for Java, which must not be closed with the one that serves all tests. */
    private static final class Context implements AutoCloseable {

        org.apache.spark.api.java.JavaSparkContext java() {
            return org.apache.spark.api.java.JavaSparkContext.fromSparkContext(
                    session().sparkContext());
        }

        @Override
        public void close() {}
    }
}
