package io.jenkins.plugins.kamal.task.jars;

import java.io.File;
import java.io.Serial;
import java.io.Serializable;
import jenkins.security.MasterToSlaveCallable;

/**
 * The Java that an agent runs with.
 *
 * @param program the path of its {@code java}
 * @param release its feature release, such as 17
 * @param build distinguishes this build of Java from every other one
 */
public record AgentJava(String program, int release, String build) implements Serializable {

    /** Finds the Java of the process that runs this call. */
    public static final class Find extends MasterToSlaveCallable<AgentJava, RuntimeException> {

        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public AgentJava call() {
            String home = System.getProperty("java.home");
            return new AgentJava(
                    new File(home, "bin/java").getPath(),
                    Runtime.version().feature(),
                    home + " " + System.getProperty("java.vm.vendor") + " " + System.getProperty("java.vm.version"));
        }
    }
}
