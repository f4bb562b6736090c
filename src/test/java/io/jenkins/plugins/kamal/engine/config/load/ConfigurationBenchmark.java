package io.jenkins.plugins.kamal.engine.config.load;

import io.jenkins.plugins.kamal.engine.config.dump.ConfigurationDump;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How long one fresh process takes for 211 configurations, each rendered, read, validated and printed as {@code config}
 * does: the projects of {@link PublicShapesTest} again and again. Run it with {@code ./dev bench config}; no test,
 * because a test that times itself fails on a busy machine.
 */
public final class ConfigurationBenchmark {

    private static final int CONFIGURATIONS = 211;

    private ConfigurationBenchmark() {}

    /** Prints the times since the process began. */
    public static void main(String[] arguments) throws IOException {
        List<Object[]> projects = PublicShapesTest.accepted().toList();
        long characters = 0;
        for (int round = 0; round < CONFIGURATIONS; round++) {
            Object[] project = projects.get(round % projects.size());
            Configuration configuration = PublicShapesTest.load((String) project[0], (String) project[1]);
            characters += ConfigurationDump.toYaml(configuration, "v1").length();
        }
        long wall = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        System.out.printf(
                Locale.ROOT,
                "%d configurations, %d characters: %.2f s of the processor, %.2f s wall time%n",
                CONFIGURATIONS,
                characters,
                ProcessHandle.current()
                                .info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toMillis()
                        / 1000.0,
                wall / 1000.0);
    }
}
