package io.jenkins.plugins.kamal.step;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What twenty steps that run at once cost the controller. They run a hook that prints ten lines a second, on an agent in a
 * process of its own: servers would be in the process of the controller here, and all that a deploy does with them is done
 * on the agent. Not part of the suite: {@code ./dev bench step}.
 */
@WithJenkins
class ManyStepsBenchmark {

    private static final int STEPS = 20;
    private static final int SETTLED = 100;
    private static final String HOOK = """
            #!/bin/sh
            i=0
            while [ $i -lt ${LINES_TO_PRINT} ]; do
              i=$((i + 1))
              echo "step $STEP line $i"
              sleep 0.1
            done
            """;

    @TempDir
    Path temporary;

    @Test
    void threadsAndMemoryOfTheController(JenkinsRule jenkins) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            project.commitFile(".kamal/hooks/pre-deploy", HOOK);
            project.agent(jenkins, "bench");
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(begin(jenkins, project, 1, 1)));

            int threads = threads();
            long memory = usedMemory();
            WorkflowRun run = begin(jenkins, project, STEPS, 10_000);
            for (int step = 0; step < STEPS; step++) {
                jenkins.waitForMessage("step " + step + " line " + SETTLED, run);
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %d steps at once | %d threads more (goal: 40) | %d MB more (goal: 100) |%n",
                    STEPS,
                    threads() - threads,
                    (usedMemory() - memory) / 1_000_000);
            run.doStop();
            jenkins.waitForCompletion(run);
        }
    }

    private static WorkflowRun begin(JenkinsRule jenkins, EmbeddedProject project, int steps, int lines)
            throws Exception {
        return Pipelines.job(jenkins, """
                        node('bench') {
                          %s
                          def steps = [:]
                          for (int i = 0; i < %d; i++) {
                            def step = i
                            steps["step ${i}"] = {
                              withEnv(["STEP=${step}", 'LINES_TO_PRINT=%d']) { kamalHook 'pre-deploy' }
                            }
                          }
                          parallel steps
                        }
                        """.formatted(project.checkout(), steps, lines))
                .scheduleBuild2(0)
                .waitForStart();
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
