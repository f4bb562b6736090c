package io.jenkins.plugins.kamal.engine.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of an accessory on a real server: its files, directories and environment, and data that outlive a reboot. */
class RealAccessoryTest extends RealTest {

    private static final String CONTAINER = "myapp-db";

    @Test
    void bootsWithFilesKeepsDataOnRebootAndLeavesNothing() throws Exception {
        configure();
        app.commit();
        app.succeed("build", "push");

        app.succeed("accessory", "boot", "db");
        assertBooted();
        assertModes();
        String first = id();
        inContainer("echo kept > /data/rows");

        app.write("config/db.conf", "port=2\n");
        app.succeed("accessory", "reboot", "db");
        assertThat(id()).isNotEqualTo(first);
        assertThat(inContainer("cat /data/rows")).isEqualTo("kept");
        assertThat(inContainer("cat /etc/db.conf")).isEqualTo("port=2");

        app.succeed("accessory", "stop", "db");
        assertThat(running()).isBlank();
        app.succeed("accessory", "start", "db");
        assertThat(running()).isEqualTo(CONTAINER);

        app.succeed("accessory", "remove", "db", "-y");
        assertThat(app.lab.docker(db, "ps", "--all", "--format", "{{.Names}}")).isBlank();
        assertThat(app.lab.docker(db, "image", "ls", "--format", "{{.Repository}}"))
                .doesNotContain("lab/myapp");
        assertThat(app.lab.sh(db, "ls ~")).isBlank();
        assertThat(app.lab.sh(db, "ls -A ~/.kamal")).doesNotContain("lock");
    }

    private void configure() {
        app.configure("ssh:\n", """
                accessories:
                  db:
                    image: %s/lab/myapp:latest
                    host: %s
                    cmd: /app job
                    port: "127.0.0.1:6000:6000"
                    labels:
                      kind: store
                    options:
                      restart: always
                    env:
                      clear:
                        DB_NAME: "my app"
                      secret:
                        - DB_PASSWORD:APP_SECRET
                    files:
                      - config/db.conf:/etc/db.conf
                      - local: config/init.sh.erb
                        remote: /etc/init.sh
                        mode: "0750"
                        options: ro
                      - config/password.conf.erb:/etc/password.conf
                      - local: config/password.conf.erb
                        remote: /etc/shared-password.conf
                        mode: "0640"
                    directories:
                      - data:/data
                ssh:
                """.formatted(app.lab.registry().address(), db.address()));
        app.write("config/db.conf", "port=1\n");
        app.write("config/init.sh.erb", "#!/bin/sh\necho <%= ENV[\"DB_NAME\"] %>\n");
        app.write("config/password.conf.erb", "password=<%= ENV[\"DB_PASSWORD\"] %>\n");
    }

    private void assertBooted() {
        assertThat(inContainer("cat /etc/db.conf")).isEqualTo("port=1");
        assertThat(inContainer("/etc/init.sh")).isEqualTo("my app");
        assertThat(inContainer("stat -c %a /etc/init.sh")).isEqualTo("750");
        assertThat(inContainer("echo \"$DB_NAME/$DB_PASSWORD\"")).isEqualTo("my app/open 'sesame' now");
        assertThat(inContainer("touch /etc/init.sh 2> /dev/null || echo read-only"))
                .isEqualTo("read-only");
        assertThat(app.lab.docker(db, "inspect", CONTAINER))
                .contains("\"kind\": \"store\"", "\"service\": \"myapp-db\"", "\"HostPort\": \"6000\"")
                .contains("\"Name\": \"always\"", "/root/myapp-db/data:/data", "\"HostIp\": \"127.0.0.1\"");
        List<String> files = app.lab
                .sh(db, "cd; find .kamal/apps -type f -printf '%M %p\\n'")
                .lines()
                .toList();
        assertThat(files).containsExactly("-rw------- .kamal/apps/myapp/env/accessories/db.env");
    }

    /** A file with a secret is open to its owner alone, unless the configuration says otherwise. */
    private void assertModes() {
        assertThat(inContainer("cat /etc/password.conf")).isEqualTo("password=open 'sesame' now");
        assertThat(app.lab
                        .sh(db, "cd ~/myapp-db/etc; stat -c '%a %n' *")
                        .lines()
                        .toList())
                .containsExactlyInAnyOrder(
                        "755 db.conf", "750 init.sh", "600 password.conf", "640 shared-password.conf");
    }

    private String id() {
        return app.lab.docker(db, "inspect", "--format", "{{.Id}}", CONTAINER);
    }

    private String running() {
        return app.lab.docker(db, "ps", "--format", "{{.Names}}");
    }

    private String inContainer(String script) {
        return app.lab.docker(db, "exec", CONTAINER, "sh", "-c", script);
    }
}
