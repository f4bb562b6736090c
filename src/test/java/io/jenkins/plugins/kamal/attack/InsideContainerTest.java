package io.jenkins.plugins.kamal.attack;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import hudson.model.Result;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * A launcher that puts every program into a container, as {@code docker.inside} does. Here the container is a variable of
 * the environment, which every program in it inherits.
 */
@WithJenkins
class InsideContainerTest {

    private static final String CONTAINER = """
            #!/bin/sh
            IN_CONTAINER=inside
            export IN_CONTAINER
            exec "$@"
            """;

    /** The agent's Java is not in the container, and no other one is. */
    private static final String WITHOUT_JAVA = """
            #!/bin/sh
            unset JAVA_HOME
            PATH=%1$s:$PATH
            export PATH
            for file in "$PWD@tmp"/durable-*/script.sh*; do
              [ ! -f "$file" ] || sed -i 's#%2$s#/not/here#g' "$file"
            done
            [ "$2" != -c ] || exec "$1" -c "$(printf '%%s' "$3" | sed 's#%2$s#/not/here#g')"
            exec "$@"
            """;

    @TempDir
    private static Path temporary;

    private static JenkinsRule jenkins;
    private static EmbeddedProject project;
    private static Path seen;
    private static Path container;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        project = new EmbeddedProject(temporary);
        project.configure();
        project.agent(jenkins, "one");
        seen = temporary.resolve("seen");
        container = executable(temporary.resolve("container"), CONTAINER);
        project.commitFile("tell", "#!/bin/sh\necho \"$1 ${IN_CONTAINER:-outside}\" >> " + seen + "\n");
        project.commitFile(".gitattributes", "* filter=x\n");
        project.commitFile(
                "config/deploy.yml",
                "# <%= `./tell template` %>\n"
                        + Files.readString(project.directory().resolve("config/deploy.yml")));
        project.commitFile(".kamal/secrets", "APP_SECRET=$(./tell secret; echo " + EmbeddedProject.APP_SECRET + ")\n");
        for (String hook : List.of("pre-connect", "pre-build", "pre-deploy", "pre-app-boot", "post-deploy")) {
            project.commitFile(".kamal/hooks/" + hook, "#!/bin/sh\n./tell " + hook + "\n");
        }
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @Test
    void everyProgramThatTheWorkspaceNamesRunsInside() throws Exception {
        WorkflowRun run = Pipelines.run(jenkins, """
                node('one') {
                  %s
                  sh "git config filter.x.clean './tell filter; cat'"
                  sh "git config core.fsmonitor './tell fsmonitor'"
                  insideContainer(program: '%s') {
                    kamalVersion()
                    kamalBuild(%s)
                    kamalDeploy(%s)
                    kamal(command: 'config')
                  }
                }""".formatted(
                        project.checkout(), container, EmbeddedProject.access(), EmbeddedProject.access()));
        jenkins.assertBuildStatusSuccess(run);
        List<String> programs = Files.readAllLines(seen);
        assertThat(programs)
                .contains(
                        "template inside",
                        "secret inside",
                        "pre-connect inside",
                        "pre-build inside",
                        "pre-deploy inside",
                        "pre-app-boot inside",
                        "post-deploy inside")
                .allMatch(line -> line.endsWith(" inside"))
                .noneMatch(line -> line.startsWith("filter ") || line.startsWith("fsmonitor "));
    }

    @Test
    void aContainerWithoutJavaIsRefusedWithWhatToAdd() throws Exception {
        Path programs = Files.createDirectories(temporary.resolve("programs"));
        executable(programs.resolve("java"), "#!/bin/sh\nexit 127\n");
        Path bare = executable(
                temporary.resolve("bare"), WITHOUT_JAVA.formatted(programs, System.getProperty("java.home")));
        Files.deleteIfExists(seen);

        for (String step : List.of("kamalDeploy(%s)", "kamal(command: 'app details', %s)")) {
            WorkflowRun run = Pipelines.run(
                    jenkins,
                    "node('one') {\n" + project.checkout() + "insideContainer(program: '" + bare + "') { "
                            + step.formatted(EmbeddedProject.access()) + " } }");
            jenkins.assertBuildStatus(Result.FAILURE, run);
            assertThat(run.getAction(DeploymentAction.class).getDeployment().getMessage())
                    .as(step)
                    .contains("There is no Java 17 or newer here. ", "apk add openjdk17-jre-headless");
            jenkins.assertLogContains("ERROR: There is no Java 17 or newer here", run);
        }
        assertThat(seen).as("what programs of the workspace told").doesNotExist();
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    /** {@code insideContainer(program: '…') { … }}: every program in the block is started by this one. */
    public static final class InsideContainerStep extends Step {

        private final String program;

        @DataBoundConstructor
        public InsideContainerStep(String program) {
            this.program = program;
        }

        @Override
        public StepExecution start(StepContext context) {
            return new Execution(context, program);
        }

        @TestExtension
        public static final class DescriptorImpl extends StepDescriptor {

            @Override
            public String getFunctionName() {
                return "insideContainer";
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of();
            }

            @Override
            public boolean takesImplicitBlockArgument() {
                return true;
            }
        }
    }

    private static final class Execution extends StepExecution {

        @Serial
        private static final long serialVersionUID = 1;

        private final String program;

        Execution(StepContext context, String program) {
            super(context);
            this.program = program;
        }

        @Override
        public boolean start() throws Exception {
            StepContext context = getContext();
            context.newBodyInvoker()
                    .withContext(BodyInvoker.mergeLauncherDecorators(
                            context.get(LauncherDecorator.class), new Container(program)))
                    .withCallback(BodyExecutionCallback.wrap(context))
                    .start();
            return false;
        }
    }

    private static final class Container extends LauncherDecorator implements Serializable {

        @Serial
        private static final long serialVersionUID = 1;

        private final String program;

        Container(String program) {
            this.program = program;
        }

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            return launcher.decorateByPrefix(program);
        }
    }
}
