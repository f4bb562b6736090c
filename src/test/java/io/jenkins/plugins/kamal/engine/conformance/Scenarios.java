package io.jenkins.plugins.kamal.engine.conformance;

import io.jenkins.plugins.kamal.engine.lab.docker.ImageBehaviour;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How each recording is done again, or why it is not. */
final class Scenarios {

    private static final String PREFLIGHT = "problems before a deploy";
    private static final String ONCE = "`pre-connect`";
    private static final String SCRIPTS = "Consecutive commands without a decision between them";

    /** What Kamal has done by the time it finds that the lock is taken. */
    private static final String UNLOCKED_WORK =
            "action only Kamal: .* (docker (login|image rm|pull)|mkdir -p \\.kamal$).*|state only \\S+: \\S+ myapp-audit.log .*";

    private final Map<String, Scenario> scenarios = new LinkedHashMap<>();
    private final Map<String, String> withoutCounterpart = new LinkedHashMap<>();

    /** Those of these recordings; one of which nothing is special to say is done again as it is. */
    Scenarios(List<String> names) {
        deploys();
        failures();
        byHand();
        without();
        names.stream().filter(name -> !withoutCounterpart.containsKey(name)).forEach(this::scenario);
    }

    private void deploys() {
        scenario("01-setup").given(Scenarios::imagesAreThere).given(Scenarios::databaseOfDockerHub);
        scenario("06-deploy-uncommitted-context-dot").given(Scenarios::uncommittedChanges);
        scenario("46-assets-error-pages")
                .differs(
                        SCRIPTS,
                        "action only (Kamal|ours): .* mkdir -p \\.kamal/proxy/apps-config/myapp/error_pages\\S*");
        scenario("65-local-registry-deploy").given(Scenarios::noRegistryYet);
        scenario("65c-local-registry-remove").given(Scenarios::registryRuns);
        scenario("44-non-git-deploy").given((project, machines) -> project.forgetGit());
        // Without a repository git's identity is that of whoever runs this test, in whose process the engine is.
        scenario("44b-non-git-VERSION-deploy")
                .given((project, machines) -> project.forgetGit())
                .differs(
                        "The performer of a deploy is Git's identity",
                        "hook \\S+ only (Kamal|ours): KAMAL_PERFORMER=\\S+",
                        "action only (Kamal|ours): \\S+ rm .kamal/lock-myapp/details Locked by: [^\n]*\nVersion: nogit1\n.*",
                        "state only (Kamal|ours): \\S+ myapp-audit.log .*");
    }

    private void failures() {
        scenario("30-fail-health").given(behaves("myapp-web", ImageBehaviour.UNHEALTHY));
        scenario("32-fail-job").given(behaves("myapp-job", ImageBehaviour.CRASHES));
        for (String hook : List.of("docker-setup", "pre-connect", "pre-deploy", "pre-app-boot", "post-deploy")) {
            scenario("34-fail-hook-" + hook).given((project, machines) -> project.fail(hook));
        }
        scenario("34-fail-hook-docker-setup").differs(PREFLIGHT, "action only ours: local: docker login .*");
        for (String name : List.of("36-build-fails", "36b-dockerfile-missing", "40d-fail-tty")) {
            scenario(name).differs(PREFLIGHT, "action only ours: \\S+: docker login .*");
        }
        scenario("37-bad-registry-password").given((project, machines) -> project.secrets("wrong-pw"));
        scenario("37b-bad-registry-password-skip-push").given((project, machines) -> project.secrets("wrong-pw"));
        scenario("37e-no-secrets-file").given((project, machines) -> project.delete(".kamal/secrets"));
        scenario("38d-auth-failure").given(Scenarios::keyOfSomebodyElse);
        scenario("64-setup-docker-missing")
                .given(Scenarios::serverWithoutDocker)
                .differs(PREFLIGHT, "action only ours: local: docker login .*");
        scenario("21-deploy-while-locked").differs("the lock", UNLOCKED_WORK);
        scenario("71-deploy-while-other-deploys").given(Scenarios::locked).differs("the lock", UNLOCKED_WORK);
    }

    private void byHand() {
        scenario("09-rollback-missing")
                .differs(
                        "rollback to a version that does not exist",
                        "exit: Kamal 0, ours 1",
                        "action only Kamal: .* (mkdir|rm) .*")
                .differs(
                        "the version that hooks of a rollback see",
                        "hook pre-connect only (Kamal|ours): KAMAL_(SERVICE_)?VERSION=.*");
        scenario("20-alias-ver")
                .differs("An alias in the configuration has priority", "hooks: Kamal \\[], ours \\[pre-connect]");
        scenario("20-app-exec-fail")
                .differs("`app exec` and `accessory exec` of a command that fails", "exit: Kamal 1, ours 126");
        for (String name :
                List.of("20-app-details", "20-app-logs", "41b-destination-app-details", "64-app-details-after")) {
            scenario(name).differs(ONCE, "hooks: Kamal \\[pre-connect, pre-connect], ours \\[pre-connect]");
        }
        for (String name : List.of("41b-destination-app-details", "64-app-details-after")) {
            // Both of Kamal's ran at once, and wrote into the recording at once.
            scenario(name).differs(ONCE, "hook pre-connect only ours: .*");
        }
        scenario("21-lock-release").given(Scenarios::locked);
        scenario("21-lock-release-again").differs("`lock release` without a lock", "exit: Kamal 0, ours 1");
        scenario("62c-remove-stdin-eof").differs("a confirmation without a terminal", "exit: Kamal never, ours 1");
        scenario("74c-accessory-unknown").differs("an unknown accessory", "exit: Kamal 0, ours 1");
    }

    private void without() {
        String terminal = "a person answers at a terminal; without one nothing is asked, see 62c-remove-stdin-eof";
        withoutCounterpart.put("62-remove-answer-n", terminal);
        withoutCounterpart.put("62b-remove-answer-N", terminal);
        String signal = "a process that is ended from outside; StopFlowTest ends one of ours";
        withoutCounterpart.put("63-signal-INT", signal);
        withoutCounterpart.put("63-signal-TERM", signal);
    }

    private Scenario scenario(String recording) {
        return scenarios.computeIfAbsent(recording, Scenario::of);
    }

    List<Scenario> all() {
        return List.copyOf(scenarios.values());
    }

    /** The recordings that nothing of ours can be compared with, and why. */
    Map<String, String> withoutCounterpart() {
        return withoutCounterpart;
    }

    /** Images that every server had before the first recording. */
    private static void imagesAreThere(AppProject project, Machines machines) {
        for (String name : Machines.names()) {
            machines.server(name).docker().run("pull", "lab/db:1");
            machines.server(name).docker().run("pull", "basecamp/kamal-proxy:v0.9.2");
        }
    }

    /** The first recording was made with another image of the database. */
    private static void databaseOfDockerHub(AppProject project, Machines machines) {
        project.write("config/deploy.yml", Variants.of("deploy").replace("10.99.0.1:5555/lab/db:1", "lab/db:1"));
    }

    private static void uncommittedChanges(AppProject project, Machines machines) {
        project.write("config/deploy-ctx.yml", Variants.of("ctx"));
        project.write("version.txt", "changed\n");
        project.write("untracked.txt", "new\n");
    }

    private static Scenario.Arrangement behaves(String container, ImageBehaviour behaviour) {
        return (project, machines) ->
                Machines.names().forEach(name -> machines.server(name).docker().behave(container, behaviour));
    }

    private static void keyOfSomebodyElse(AppProject project, Machines machines) {
        // Each set of machines has a key of its own; the first is no key of the second.
        project.writeOnce("config/other_key", machines.servers.privateKey());
    }

    private static void serverWithoutDocker(AppProject project, Machines machines) {
        machines.server("nodock").faults().failDocker(new DockerReply(127, "", "docker: command not found"));
    }

    /** For Kamal's commands the registry's container does not have to be more than its name. */
    private static void noRegistryYet(AppProject project, Machines machines) {
        if (machines.areKamals()) {
            machines.docker.faults().failDocker("No such container: kamal-docker-registry", "start");
            machines.docker.faults().failDocker(DockerReply.ok(), "run");
        }
    }

    private static void registryRuns(AppProject project, Machines machines) {
        machines.docker.faults().failDocker(DockerReply.ok(), "stop");
        machines.docker.faults().failDocker(DockerReply.ok(), "rm");
    }

    /** Somebody has the deploy lock. */
    private static void locked(AppProject project, Machines machines) {
        try {
            StoredContent.write(machines.server("web1").home(), ".kamal/lock-myapp/details", "-rw-r--r--");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
