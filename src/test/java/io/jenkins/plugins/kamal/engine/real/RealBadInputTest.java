package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bad input before real servers: each time an error that says where and what, and nothing built, pushed or touched. */
class RealBadInputTest extends RealTest {

    private String before;

    @BeforeEach
    void makeApp() throws IOException {
        before = state.everything();
    }

    @Test
    void noConfiguration() throws IOException {
        Files.delete(app.project.resolve(RealApp.CONFIGURATION));

        assertRefused("config/deploy.yml", "deploy");
    }

    @Test
    void brokenYaml() {
        app.configure("proxy:\n", "proxy: [\n");

        assertRefused("config/deploy.yml:15: this is not YAML: the \\[ in column 8 is not closed", "deploy");
    }

    @Test
    void unknownKey() {
        app.configure("proxy:\n", "porxy:\n");

        assertRefused("config/deploy.yml:15: porxy: unknown key", "deploy");
    }

    @Test
    void noFileForTheDestination() {
        assertRefused("config/deploy.nowhere.yml", "deploy", "-d", "nowhere");
    }

    @Test
    void noRepository() throws IOException {
        Files.move(app.project.resolve(".git"), root.resolve("elsewhere"));

        assertRefused("no Git repository at " + app.project, "deploy");
    }

    @Test
    void secretsThatAreMissingOrEmpty() {
        app.environment.remove("KAMAL_REGISTRY_PASSWORD");
        app.write(".kamal/secrets", "KAMAL_REGISTRY_PASSWORD=$KAMAL_REGISTRY_PASSWORD\n");

        assertRefused("(?s)KAMAL_REGISTRY_PASSWORD .*registry/password.* is empty.*APP_SECRET .*env/secret", "deploy");
    }

    @Test
    void wrongPasswordOfTheRegistry() {
        app.environment.put("KAMAL_REGISTRY_PASSWORD", "wrong-password");

        assertRefused("(?s)" + app.lab.registry().address() + ".*401 Unauthorized.*registry/password", "deploy");
    }

    @Test
    void wrongPasswordOfTheRegistryWhereNothingIsBuilt() {
        app.environment.put("KAMAL_REGISTRY_PASSWORD", "wrong-password");

        assertRefused(
                "(?s)" + app.lab.server(0).address() + ".*" + app.lab.registry().address()
                        + ".*401 Unauthorized.*registry/password",
                "deploy",
                "--skip-push");
    }

    @Test
    void hostThatCannotBeReached() {
        String address = app.lab.server(1).address();
        String nobody = address.replaceFirst("\\d+$", "250");
        app.configure(address, nobody);

        assertRefused(nobody, "deploy");
    }

    @Test
    void hostWithAnotherKeyThanTheKnownOne() throws IOException {
        String changed = app.lab.server(1).address();
        app.write("../home/.ssh/known_hosts", exchanged(app.lab.server(0).address(), changed));

        assertRefused("(?s)" + changed + ".*host key.*known_hosts", "deploy");
    }

    /** The known hosts, one of which has the key of another. */
    private String exchanged(String other, String changed) throws IOException {
        List<String> lines = Files.readAllLines(app.knownHosts());
        Stream<String> kept = lines.stream().filter(line -> !line.startsWith(changed + " "));
        Stream<String> wrong = lines.stream()
                .filter(line -> line.startsWith(other + " "))
                .map(line -> changed + line.substring(other.length()));
        return Stream.concat(kept, wrong).collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void noDockerOnTheAgent() throws IOException {
        app.environment.put("PATH", programsWithoutDocker().toString());

        assertRefused("no `docker` on this machine", "deploy");
    }

    @Test
    void noBuildxOnTheAgent() throws IOException {
        Path programs = programsWithoutDocker();
        Path docker = programs.resolve("docker");
        Files.writeString(docker, """
                #!/bin/sh
                [ "$1" != buildx ] || { echo "docker: 'buildx' is not a docker command." >&2; exit 1; }
                PATH=%s exec docker "$@"
                """.formatted(System.getenv("PATH")));
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
        app.environment.put("PATH", programs.toString());

        assertRefused("no buildx", "deploy");
    }

    /** A directory for PATH with what the hooks and the version need, and no docker. */
    private Path programsWithoutDocker() throws IOException {
        Path programs = Files.createDirectories(root.resolve("bin"));
        for (String name : List.of("sh", "env", "git", "sed", "sort", "dirname", "basename")) {
            Path program = programs.resolve(name);
            Files.writeString(program, "#!/bin/sh\nexec /usr/bin/" + name + " \"$@\"\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return programs;
    }

    @Test
    void versionThatNoTagCanHave() {
        assertRefusedWith(2, "feature/a b", "deploy", "--version", "feature/a b");
    }

    @Test
    void hookThatIsNotExecutable() throws IOException {
        Files.setPosixFilePermissions(
                app.project.resolve(".kamal/hooks/pre-deploy"), PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused("pre-deploy.*(?:executable|chmod)", "deploy");
    }

    /** Refused with one error, not a stack trace, that matches; and nothing is built, pushed or touched. */
    private void assertRefused(String pattern, String... words) {
        assertRefusedWith(1, pattern, words);
    }

    /** The same with another exit status, such as 2 where the command line itself is wrong. */
    private void assertRefusedWith(int exitStatus, String pattern, String... words) {
        RealApp.Result result = app.kamal(words);

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(exitStatus);
        assertThat(result.err()).startsWith("ERROR: ").containsPattern(pattern).doesNotContain("    at ");
        assertThat(result.err() + result.out()).doesNotContain("wrong-password");
        assertThat(state.everything()).isEqualTo(before);
        assertThat(state.isLocked()).isFalse();
        assertThat(result.out())
                .doesNotContain("==> Build and push", "==> Pull the image", "==> Acquire the deploy lock");
    }
}
