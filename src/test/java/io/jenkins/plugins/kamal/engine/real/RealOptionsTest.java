package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.lab.real.RealServers.Server;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What Kamal does not have, on real servers, in the order of a working day: a migration before the first boot, a change of
 * the environment alone, a boot of one role, and a deploy by somebody without the secrets.
 */
class RealOptionsTest extends RealTest {

    private static final String ENV_FILE = ".kamal/apps/myapp/env/roles/web.env";

    @Test
    void migrationThenEnvironmentThenOneRoleThenNoSecrets() throws Exception {
        app.write("app", Files.readString(app.project.resolve("app")).replace("web() {\n", """
                web() {
                    cp /data/migrations $www/migrations
                """));
        app.write("public/note.txt", "the first\n");
        String old = app.configure("readiness_delay: 1\n", "readiness_delay: 0\nvolumes:\n  - shared:/data\n");

        migrates(old);
        try (RealRequests requests = new RealRequests(List.of(web1, web2))) {
            String failed = app.change("2");
            bootsNothingIfTheMigrationFails(old, failed);
            changesTheEnvironmentAlone(old);
            bootsOneRole(old);
            refusesToChangeMore(old);
            usesTheSecretsOnTheServers(old);
            assertThat(requests.failures()).isEmpty();
            assertThat(requests.sent()).isPositive();
        }
    }

    private String get(Server web, String path) throws Exception {
        return RealWeb.get(web, RealWeb.HTTP, "app.lab", path).body();
    }

    private List<String> containers(Server server) {
        return state.containers(server).stream()
                .filter(line -> line.startsWith("myapp-"))
                .toList();
    }

    private static String container(String role, String name, String condition, String version) {
        return "myapp-" + role + "-" + name + " " + condition + " R/lab/myapp:" + version + " role=" + role
                + " service=myapp destination=";
    }

    private void assertServe(String version) {
        assertThat(RealRequests.served(web1)).isEqualTo(version);
        assertThat(RealRequests.served(web2)).isEqualTo(version);
        assertThat(state.forKamal(web1, "web").version()).isEqualTo(version);
        assertThat(state.forKamal(job, "job").version()).isEqualTo(version);
        assertThat(state.isLocked()).isFalse();
    }

    /** The container that was booted afterwards serves what the migration left. */
    private void migrates(String version) throws Exception {
        RealApp.Result result = app.succeed(
                "deploy",
                "--migrate",
                "sh -c 'echo \"migrated to $(cat /www/note.txt)\" | tee -a /data/migrations; echo \"$GREETING\"'");

        assertServe(version);
        assertThat(result.out())
                .contains("[" + web1.address() + "]   migrated to the first", "[" + web1.address() + "]   hello world");
        assertThat(get(web1, "/migrations")).isEqualTo("migrated to the first");
        assertThat(RealWeb.get(web2, RealWeb.HTTP, "app.lab", "/migrations").status())
                .isEqualTo(404);
        assertThat(containers(web1)).containsExactly(container("web", version, "running", version));
    }

    private void bootsNothingIfTheMigrationFails(String old, String fresh) {
        RealApp.Result result = app.kamal("deploy", "--migrate", "sh -c 'echo \"cannot: $APP_SECRET\" >&2; exit 3'");

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err())
                .contains("The migration failed on " + web1.address() + " with exit status 3, so nothing was booted")
                .contains("  cannot: ");
        assertThat(result.out() + result.err()).doesNotContain("open 'sesame' now");
        assertServe(old);
        assertThat(containers(web1)).containsExactly(container("web", old, "running", old));
        assertThat(app.lab.servers())
                .noneMatch(server -> containers(server).toString().contains(fresh));
    }

    private void changesTheEnvironmentAlone(String old) throws Exception {
        List<String> images = state.images(web1);
        app.configure("GREETING: \"hello world\"", "GREETING: \"good morning\"");

        RealApp.Result result = app.succeed("deploy", "--environment-only");

        assertServe(old);
        assertThat(get(web1, "/version")).contains("greeting=good morning", "secret=present");
        assertThat(result.out())
                .contains(web1.address() + ": web: variable GREETING changes")
                .doesNotContain("good morning", "==> Pull the image", "==> Build and push");
        assertThat(state.images(web1)).isEqualTo(images);
        assertThat(containers(web1))
                .containsExactlyInAnyOrder(
                        container("web", old, "running", old), container("web", old + "_replaced_X", "exited", old));
        assertThat(app.succeed("deploy", "--environment-only").out()).contains("so nothing is booted");
    }

    private void refusesToChangeMore(String old) {
        String before = state.everything();
        app.configure("cmd: /app job", "cmd: /app job --fast");
        app.configure("GREETING: \"good morning\"", "GREETING: \"good night\"");

        RealApp.Result result = app.kamal("deploy", "--environment-only");

        assertThat(result.exitStatus()).as(result.out()).isEqualTo(1);
        assertThat(result.err())
                .contains("more than the environment would change", job.address() + ": job: command changes");
        assertThat(state.everything()).isEqualTo(before);
        assertServe(old);
    }

    private void usesTheSecretsOnTheServers(String old) throws Exception {
        app.write(".kamal/secrets", "KAMAL_REGISTRY_PASSWORD=$KAMAL_REGISTRY_PASSWORD\n");
        String fresh = app.commit();
        app.lab.sh(web2, "mv " + ENV_FILE + " " + ENV_FILE + ".away");
        String before = state.everything();

        RealApp.Result refused = app.kamal("deploy", "--skip-secrets-upload");

        assertThat(refused.exitStatus()).as(refused.out()).isEqualTo(1);
        assertThat(refused.err())
                .contains(web2.address() + ": there is no environment file " + ENV_FILE + " of role web")
                .doesNotContain(web1.address() + ": there is no");
        assertThat(state.everything()).isEqualTo(before);
        assertServe(old);

        app.lab.sh(web2, "mv " + ENV_FILE + ".away " + ENV_FILE);
        app.succeed("deploy", "--skip-secrets-upload");

        assertServe(fresh);
        for (Server web : List.of(web1, web2)) {
            assertThat(get(web, "/version")).contains("greeting=good night", "secret=present");
            assertThat(app.lab.sh(web, "cat " + ENV_FILE)).isEqualTo("APP_SECRET=open 'sesame' now");
        }
    }

    private void bootsOneRole(String version) {
        List<String> onWeb = containers(web1);

        app.succeed("app", "boot", "--roles", "job", "--version", version);

        assertThat(containers(web1)).isEqualTo(onWeb);
        String replaced = container("job", version + "_replaced_X", "exited", version);
        assertThat(containers(job))
                .as("the change of the environment has replaced one, too")
                .containsExactlyInAnyOrder(container("job", version, "running", version), replaced, replaced);
        assertServe(version);
    }
}
