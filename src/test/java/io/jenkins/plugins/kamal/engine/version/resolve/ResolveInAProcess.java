package io.jenkins.plugins.kamal.engine.version.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.kamal.engine.version.UncommittedPolicy;
import io.jenkins.plugins.kamal.engine.version.VersionException;
import io.jenkins.plugins.kamal.engine.version.VersionRequest;
import io.jenkins.plugins.kamal.engine.version.git.GitIdentity;
import io.jenkins.plugins.kamal.engine.version.git.JGit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Resolves in a Java of its own, whose environment is a test's. */
final class ResolveInAProcess {

    private ResolveInAProcess() {}

    /** Prints the version, or what refuses it, and then who works here. */
    public static void main(String[] arguments) {
        JGit.leaveMachineAlone();
        Path project = Path.of(arguments[0]);
        try {
            UncommittedPolicy policy = UncommittedPolicy.parse(arguments[1]);
            System.out.println(new VersionResolver()
                    .resolve(new VersionRequest(project, null, policy, true))
                    .version());
        } catch (VersionException e) {
            System.out.println(e.getMessage());
        }
        System.out.println(GitIdentity.of(project));
    }

    static List<String> run(Map<String, String> environment, Path project, UncommittedPolicy policy)
            throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        argv.addAll(List.of(ResolveInAProcess.class.getName(), project.toString(), policy.word()));
        ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output.lines().toList();
    }
}
