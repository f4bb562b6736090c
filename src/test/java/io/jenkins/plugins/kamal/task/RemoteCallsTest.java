package io.jenkins.plugins.kamal.task;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Slave;
import hudson.remoting.Channel;
import hudson.remoting.Request;
import hudson.remoting.Response;
import io.jenkins.plugins.kamal.freestyle.KamalCommandBuilder;
import io.jenkins.plugins.kamal.step.EmbeddedProject;
import io.jenkins.plugins.kamal.step.KamalCommandStep;
import io.jenkins.plugins.kamal.step.Pipelines;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The calls to an agent before the first line of an engine is in the build's log. Each one takes a round trip. */
@WithJenkins
class RemoteCallsTest {

    private static final String PREPARE = "MakeDirectory and Verify";
    private static final String HAND_OVER = "WriteSecrets and PutFile";
    private static final String START = "RemoteLaunchCallable";
    private static final String READ = "ReadUpdate";

    @TempDir
    private Path temporary;

    @Test
    void aStepPreparesHandsOverStartsAndReads(JenkinsRule jenkins) throws Exception {
        assertThat(callsOf(jenkins, "kamal 'version'")).containsExactly(PREPARE, HAND_OVER, START, READ);
    }

    /** What was verified before the first engine is verified again, because programs of the agent ran meanwhile. */
    @Test
    void theQuestionForTheVersionTakesThreeMore(JenkinsRule jenkins) throws Exception {
        assertThat(callsOf(jenkins, "kamalDeploy(" + EmbeddedProject.access() + ")"))
                .containsExactly(PREPARE, START, "TakeAll", PREPARE, HAND_OVER, START, READ);
    }

    @Test
    void aFreestyleBuildDoesTheSame(JenkinsRule jenkins) throws Exception {
        Slave agent = jenkins.createOnlineSlave();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.setAssignedNode(agent);
        job.getBuildersList().add(new KamalCommandBuilder(new KamalCommandStep("version")));
        assertThat(callsOf(agent, () -> jenkins.buildAndAssertSuccess(job)))
                .containsExactly(PREPARE, HAND_OVER, START, READ);
    }

    private List<String> callsOf(JenkinsRule jenkins, String step) throws Exception {
        try (EmbeddedProject project = new EmbeddedProject(temporary)) {
            project.configure();
            Slave agent = project.agent(jenkins, "calls");
            String script = "node('calls') {\n" + project.checkout() + "\n" + step + "\n}";
            return callsOf(agent, () -> jenkins.assertBuildStatusSuccess(Pipelines.run(jenkins, script)));
        }
    }

    /** The calls of a build up to the first reading after the launch, on an agent where such a build has run before. */
    private static List<String> callsOf(Slave agent, Callable<?> build) throws Exception {
        build.call();
        Calls calls = new Calls();
        ((Channel) agent.getChannel()).addListener(calls);
        build.call();
        List<String> all = List.copyOf(calls.names);
        List<String> ofStep = all.subList(all.indexOf(PREPARE), all.size());
        return ofStep.subList(0, ofStep.indexOf(READ) + 1);
    }

    /** The calls of the plugin, and those that start, follow and clean up after a process. */
    private static final class Calls extends Channel.Listener {

        private static final Pattern OURS =
                Pattern.compile("kamal|RemoteLaunchCallable|FileMonitoring|DeleteRecursive");

        /** It is made in the background, some time after the first step. */
        private static final String ARCHIVE = "ClassArchive";

        private final List<String> names = new CopyOnWriteArrayList<>();

        @Override
        public void onResponse(Channel channel, Request<?, ?> request, Response<?, ?> response, long time) {
            String call = request.toString().replaceFirst("(?s)\\[.*", "");
            if (OURS.matcher(call).find() && !call.contains(ARCHIVE)) {
                names.add(call.replaceAll("UserRequest:|@[0-9a-f]+|([a-z]+\\.)+(\\w+\\$)?", ""));
            }
        }
    }
}
